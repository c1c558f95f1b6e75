-- One row is a figure that this release gives otherwise than the release before it: a source's quiet edit shows up here.
-- Kept, because what it compares with lies in another file; `flows/revision.py` fills it anew for each release.
create table if not exists mart.revision (
    table_name varchar not null,
    key varchar not null,
    column_name varchar not null,
    old_value varchar,
    new_value varchar,
    old_release varchar not null,
    new_release varchar not null
);
