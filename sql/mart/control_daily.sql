-- One row is a day, a unit and a status: the land of the unit that the map shows so at the end of the day in Kyiv.
-- The opening state plus every step since, summed as decimals, so that a day costs nothing but its own step.
create or replace table mart.control_daily as
with series as (
    select day, content_id, snapshot_id, is_carried from core.series
),

tally as (
    select first_day, boundary_edition, territory_version from core.tally
),

unit as (
    select unit_id, unit_level, name_en, official_area_km2 from core.unit
),

movement as (
    select day, unit_id, from_status, to_status, area_km2 from core.movement
),

opening as (
    select membership.unit_id, level.status, sum(level.area_km2) as area_km2
    from core.level as level
    inner join tally using (boundary_edition, territory_version)
    inner join core.membership as membership on level.unit_id = membership.leaf_id
    where level.content_id = (select arg_min(content_id, day) from series)
    group by all
),

delta as (
    select day, unit_id, to_status as status, area_km2 from movement
    union all
    select day, unit_id, from_status as status, -area_km2 as area_km2 from movement
),

daily_delta as (
    select day, unit_id, status, sum(area_km2) as area_km2 from delta group by all
),

-- Land in Russia lies in no oblast and counts for no country, so only UA-outside has that status.
land_status as (
    select unnest(['occupied_since_2022', 'occupied_before_2022', 'unknown', 'liberated']) as status
),

-- A raion is listed for the statuses that it ever has: most never see the front.
unit_status as (
    select unit.unit_id, land_status.status from unit cross join land_status where unit.unit_level <> 'raion'
    union all
    select unit_id, 'held_in_russia' as status from unit where unit_level = 'outside'
    union
    select unit.unit_id, touched.status
    from (select unit_id, status from opening union select unit_id, status from daily_delta) as touched
    inner join unit using (unit_id)
    where unit.unit_level = 'raion' and touched.status <> 'free'
),

summed as (
    select
        series.day,
        unit_status.unit_id,
        unit_status.status,
        coalesce(opening.area_km2, 0)
        + coalesce(
            sum(daily_delta.area_km2) over (
                partition by unit_status.unit_id, unit_status.status order by series.day
            ), 0
        ) as area_km2
    from series
    cross join unit_status
    left join opening using (unit_id, status)
    left join daily_delta
        on series.day = daily_delta.day
        and unit_status.unit_id = daily_delta.unit_id
        and unit_status.status = daily_delta.status
),

-- What an overlay leaves of a status that is gone is below a square metre, on either side of nothing.
land as (
    select day, unit_id, status, if(area_km2 between -0.000001 and 0, 0, area_km2)::double as area_km2
    from summed
    where day >= (select first_day from tally)
),

held as (
    select land.day, land.unit_id, land.status, land.area_km2
    from land
    inner join unit using (unit_id)
    -- A trace below a square metre is no status.
    qualify unit.unit_level <> 'raion'
        or max(land.area_km2) over (partition by land.unit_id, land.status) > 0.000001
),

free as (
    select
        land.day,
        land.unit_id,
        'free' as status,
        greatest(
            any_value(unit.official_area_km2) - sum(land.area_km2::decimal(24, 12))::double, 0
        ) as area_km2
    from land
    inner join unit using (unit_id)
    where unit.unit_level in ('country', 'oblast') and unit.official_area_km2 is not null
    group by all
),

everything as (
    select * from held
    union all
    select * from free
)

select
    everything.day,
    everything.unit_id,
    unit.unit_level,
    unit.name_en,
    everything.status,
    everything.area_km2,
    mi2(everything.area_km2) as area_mi2,
    -- Polygons hold territorial sea, so an area can exceed the official one.
    if(
        unit.unit_level in ('country', 'oblast'),
        least(100 * everything.area_km2 / unit.official_area_km2, 100), null
    ) as share_pct,
    series.is_carried,
    series.snapshot_id
from everything
inner join unit using (unit_id)
inner join series using (day)
order by everything.day, everything.unit_id, everything.status;
