-- One row is a settlement of the gazetteer, with the leaf unit that its point lies in.
create table if not exists core.settlement (
    settlement_id varchar not null,
    name_en varchar not null,
    name_uk varchar not null,
    unit_id varchar not null,
    latitude double not null,
    longitude double not null,
    population bigint,
    primary key (settlement_id)
);
