-- One row is a source as this release took it: which payload, from when, under which licence, and how old.
-- Age runs from the instant that the source's state is of, to the instant at which the release was built.
create or replace table mart.source_version as
with landed as (
    select * from core.landed
),

release as (
    select built_at, is_synthetic from core.release
),

aged as (
    select
        landed.*,
        release.is_synthetic,
        epoch(release.built_at - coalesce(landed.observed_at, landed.fetched_at)) / 3600.0 as age_hours
    from landed
    cross join release
)

select
    source, fetched_at, observed_at, sha256, url, licence, licence_url,
    age_hours::double as age_hours,
    -- The sample's world stands still: it is as fresh today as on the day it was made.
    age_hours > max_age_hours and not is_synthetic as is_stale
from aged
order by source;
