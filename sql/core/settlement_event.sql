-- One row is one settlement that the service's note on one snapshot says something of.
create table if not exists core.settlement_event (
    snapshot_id bigint not null,
    position bigint not null,
    observed_at timestamp not null,
    day date not null,
    event varchar not null,
    name varchar not null,
    language varchar not null,
    latitude double not null,
    longitude double not null,
    sha256 varchar not null,
    primary key (snapshot_id, position)
);
