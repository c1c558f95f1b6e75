-- One row is another name of a place: a former name, another language, another spelling.
create table if not exists core.place_alias (
    place_id varchar not null,
    name varchar not null,
    language varchar not null,
    valid_from date,
    valid_to date,
    primary key (place_id, name, language)
);
