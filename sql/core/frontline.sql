-- One row is the geodesic length, in one oblast, of the line between occupied land and the rest inside Ukraine.
-- Coast and state border are no front; an oblast without one has no row.
create table if not exists core.frontline (
    content_id varchar not null,
    boundary_edition varchar not null,
    territory_version varchar not null,
    unit_id varchar not null,
    length_km double not null,
    primary key (content_id, boundary_edition, territory_version, unit_id)
);
