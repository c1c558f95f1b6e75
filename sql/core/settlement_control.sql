-- One row is a settlement whose point lies in land of some status on one content; what is free has no row.
create table if not exists core.settlement_control (
    content_id varchar not null,
    territory_version varchar not null,
    settlement_id varchar not null,
    status varchar not null,
    primary key (content_id, territory_version, settlement_id)
);
