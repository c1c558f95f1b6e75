-- One row is the area of one status in one unit of one content, computed in full, overlaps resolved.
-- Two contents of a series have one: the opening state, to which steps are added, and the newest, which must agree.
create table if not exists core.level (
    content_id varchar not null,
    boundary_edition varchar not null,
    territory_version varchar not null,
    unit_id varchar not null,
    status varchar not null,
    area_km2 decimal(24, 12) not null
);
