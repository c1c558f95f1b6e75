-- One row is the area that went from one status to another in one unit in one step; what stayed has no row.
-- Decimals, so that sums over steps are exact and the same in whatever order they are taken.
create table if not exists core.step_area (
    from_content_id varchar not null,
    to_content_id varchar not null,
    boundary_edition varchar not null,
    territory_version varchar not null,
    unit_id varchar not null,
    from_status varchar not null,
    to_status varchar not null,
    area_km2 decimal(24, 12) not null
);
