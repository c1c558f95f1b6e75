-- One row is the geodesic distance from a town to the nearest occupied land on one content, and where that lies.
create table if not exists core.hub_distance (
    content_id varchar not null,
    territory_version varchar not null,
    hub varchar not null,
    distance_km double not null,
    nearest_latitude double not null,
    nearest_longitude double not null,
    primary key (content_id, territory_version, hub)
);
