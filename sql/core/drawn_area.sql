-- One row is the area that one content draws in one status, each polygon counted whole and overlaps twice.
-- It needs no overlay, so a payload can be judged against the one before and the declared areas before it is tallied.
create table if not exists core.drawn_area (
    content_id varchar not null,
    status varchar not null,
    area_km2 double not null,
    primary key (content_id, status)
);
