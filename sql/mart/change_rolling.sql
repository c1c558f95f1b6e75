-- One row is a day, a window and a unit: what changed over the 7 or 30 days that end with the day.
-- Differences of running totals, in decimals. A window that begins before the tally counts the days there are and says
-- so; it has no rank. The year of a window is that of its last day, and a record is told without hindsight.
create or replace table mart.change_rolling as
with series as (
    select day, is_carried from core.series
),

change as (
    select day, unit_id, gained_km2::decimal(24, 12) as gained_km2, lost_km2::decimal(24, 12) as lost_km2
    from mart.change_daily
),

unit as (
    select distinct unit_id, unit_level, name_en from mart.change_daily
),

span as (
    select unnest([7, 30])::bigint as window_days
),

-- The opening state has a total too, of nothing: a window may begin with it.
total as (
    select
        series.day,
        series.is_carried,
        unit.unit_id,
        sum(coalesce(change.gained_km2, 0)) over so_far as gained_km2,
        sum(coalesce(change.lost_km2, 0)) over so_far as lost_km2,
        count(*) filter (where series.is_carried) over so_far as carried_days,
        count(*) over so_far as days
    from series
    cross join unit
    left join change on series.day = change.day and unit.unit_id = change.unit_id
    window so_far as (partition by unit.unit_id order by series.day)
),

opening as (
    select * from total where day = (select min(day) from series)
),

summed as (
    select
        after.day,
        span.window_days,
        after.unit_id,
        after.gained_km2 - coalesce(before.gained_km2, 0) as gained_km2,
        after.lost_km2 - coalesce(before.lost_km2, 0) as lost_km2,
        net_of.net_km2,
        after.days - coalesce(before.days, opening.days) as days,
        after.carried_days - coalesce(before.carried_days, opening.carried_days) as carried_days,
        before.day is not null as is_complete,
        after.is_carried or coalesce(before.is_carried, false) as is_carried_end
    from total as after
    inner join opening using (unit_id)
    cross join span
    left join total as before
        on after.unit_id = before.unit_id and after.day - span.window_days::integer = before.day
    cross join lateral (
        select
            after.gained_km2 - coalesce(before.gained_km2, 0)
            - after.lost_km2 + coalesce(before.lost_km2, 0) as net_km2
    ) as net_of
    where after.day > opening.day
),

ranked as (
    select
        *,
        rank() over (
            partition by window_days, unit_id, year(day), is_complete order by net_km2 desc
        ) as rank_of_its_kind,
        max(net_km2) over (
            partition by window_days, unit_id, year(day), is_complete order by day
            rows between unbounded preceding and 1 preceding
        ) as highest_before_km2
    from summed
)

select
    ranked.day,
    ranked.window_days,
    ranked.unit_id,
    unit.unit_level,
    unit.name_en,
    ranked.gained_km2::double as gained_km2,
    ranked.lost_km2::double as lost_km2,
    ranked.net_km2::double as net_km2,
    mi2(ranked.gained_km2::double) as gained_mi2,
    mi2(ranked.lost_km2::double) as lost_mi2,
    mi2(ranked.net_km2::double) as net_mi2,
    ranked.net_km2::double / ranked.days as km2_per_day,
    if(ranked.is_complete, ranked.rank_of_its_kind, null) as rank_in_year,
    if(
        ranked.is_complete and not ranked.is_carried_end,
        ranked.net_km2 > coalesce(ranked.highest_before_km2, -1e9), null
    ) as is_record,
    ranked.is_complete,
    ranked.carried_days
from ranked
inner join unit using (unit_id)
order by ranked.day, ranked.window_days, ranked.unit_id;
