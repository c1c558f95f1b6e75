-- The one row is the release being built; its instant stands in for the clock wherever a table needs one.
create table if not exists core.release (
    release_id varchar not null,
    built_at timestamp not null,
    code_version varchar not null,
    is_synthetic boolean not null
);
