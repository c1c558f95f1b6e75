-- The one row is this release: its id, its days, the code that made it and how to cite it.
create or replace table mart.release as
with release as (
    select * from core.release
),

tally as (
    select first_day from core.tally
),

covered as (
    select min(day) as from_day, max(day) as to_day
    from core.series
    where day >= (select first_day from tally)
)

select
    release.release_id,
    release.built_at,
    covered.from_day,
    covered.to_day,
    release.code_version,
    if(release.is_synthetic, 'Synthetic sample, no record of events: ', '')
    || 'landtally, release ' || release.release_id
    || ', territory by status for ' || covered.from_day || ' to ' || covered.to_day
    || if(
        release.is_synthetic,
        ', computed from a map that landtally invents, code ',
        ', computed from the map of DeepState (deepstatemap.live) as mapped, code '
    ) || release.code_version
    || ', ' || strftime(release.built_at, '%Y-%m-%d') || '.' as citation,
    release.is_synthetic
from release
cross join covered;
