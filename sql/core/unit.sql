-- One row is an administrative unit of the edition of outlines in force.
create table if not exists core.unit (
    unit_id varchar not null,
    unit_level varchar not null,
    name_en varchar not null,
    name_uk varchar not null,
    parent_id varchar,
    iso_code varchar,
    katottg varchar,
    official_area_km2 double,
    polygon_area_km2 double,
    boundary_edition varchar not null,
    primary key (unit_id)
);
