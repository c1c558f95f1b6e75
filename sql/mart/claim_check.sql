-- One row is a reading of a claim's words, with what the data give for it and the verdict; the best one decides.
-- Kept, because resolving words to days is no work for SQL; `flows/news.py` fills it anew for each release.
create table if not exists mart.claim_check (
    check_id varchar not null,
    claim_id varchar not null,
    reading varchar not null,
    map_day date,
    day_from date,
    day_to date,
    computed_low double,
    computed_high double,
    computed_unit varchar,
    deviation_pct double,
    verdict varchar not null,
    is_best boolean not null,
    units_agree boolean,
    explanation varchar not null,
    source varchar,
    snapshot_ids varchar,
    query varchar,
    release_id varchar,
    primary key (check_id)
);
