-- One row is the newest fetch of a source that brought a payload: what a release says of its sources.
create table if not exists core.landed (
    source varchar not null,
    fetched_at timestamp not null,
    observed_at timestamp,
    sha256 varchar not null,
    url varchar not null,
    licence varchar not null,
    licence_url varchar,
    max_age_hours double not null,
    primary key (source)
);
