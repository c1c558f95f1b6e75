-- The one row is what the tally is to cover: its days, the outlines in force and the version of the geometry code.
create table if not exists core.tally (
    first_day date not null,
    last_day date not null,
    boundary_edition varchar not null,
    territory_version varchar not null
);
