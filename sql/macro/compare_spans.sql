-- Two spans of days side by side, for a unit: `from mart.compare_spans('UA', '2024-08-06', '2024-10-28', '2023-12-31', '2024-06-30')`.
-- A span runs from the end of its first day to the end of its second. The first row is the first span, with the percentage
-- by which its net change is above (or below) that of the second.
create or replace macro mart.compare_spans(unit, from_day, to_day, against_from_day, against_to_day) as table
with span as (
    select 1 as position, from_day::date as from_day, to_day::date as to_day
    union all
    select 2 as position, against_from_day::date as from_day, against_to_day::date as to_day
),

summed as (
    select
        span.position,
        unit as unit_id,
        span.from_day,
        span.to_day,
        count(change.day) as days,
        sum(change.gained_km2::decimal(24, 12))::double as gained_km2,
        sum(change.lost_km2::decimal(24, 12))::double as lost_km2,
        sum(change.net_km2::decimal(24, 12))::double as net_km2,
        sum(change.gained_mi2::decimal(24, 12))::double as gained_mi2,
        sum(change.lost_mi2::decimal(24, 12))::double as lost_mi2,
        sum(change.net_mi2::decimal(24, 12))::double as net_mi2
    from span
    left join mart.change_daily as change
        on change.unit_id = unit and change.day > span.from_day and change.day <= span.to_day
    group by all
)

select
    summed.unit_id,
    summed.from_day,
    summed.to_day,
    summed.days,
    summed.days = summed.to_day - summed.from_day as is_complete,
    summed.gained_km2,
    summed.lost_km2,
    summed.net_km2,
    summed.gained_mi2,
    summed.lost_mi2,
    summed.net_mi2,
    summed.net_km2 / summed.days as km2_per_day,
    100 * (summed.net_km2 / nullif(lead(summed.net_km2) over (order by summed.position), 0) - 1) as against_pct
from summed
order by summed.position;
