-- One row is one content that was read of one snapshot of the map: an id says when, the SHA-256 says what.
-- A service that edits a map after publishing it adds a row here; nothing is overwritten.
create table if not exists core.snapshot (
    snapshot_id bigint not null,
    sha256 varchar not null,
    content_id varchar not null,
    reference_sha256 varchar,
    source varchar not null,
    served_by varchar not null,
    created_at timestamp not null,
    updated_at timestamp not null,
    fetched_at timestamp not null,
    day date not null,
    features bigint not null,
    refused_features bigint not null,
    repaired_features bigint not null,
    repaired_km2 double not null,
    is_accepted boolean not null,
    reason varchar,
    primary key (snapshot_id, sha256)
);
