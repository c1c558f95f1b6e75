-- One row is the step from one content to the next, computed once for an edition of the outlines and a version of the code.
create table if not exists core.step (
    from_content_id varchar not null,
    to_content_id varchar not null,
    boundary_edition varchar not null,
    territory_version varchar not null,
    method varchar not null,
    balance_km2 double not null,
    primary key (from_content_id, to_content_id, boundary_edition, territory_version)
);
