-- One row is a calendar period and a unit: what changed from the end of the day before it to the end of its last day.
-- A period that the tally covers in part is there too, with the days that were counted, and says so; it has no rank.
-- The year of a period is that of its last day. A record is told without hindsight: against what came before it alone.
create or replace table mart.change_period as
with change as (
    -- Back to decimals: sums of doubles depend on the order in which threads meet them.
    select
        day, unit_id, unit_level, name_en,
        gained_km2::decimal(24, 12) as gained_km2,
        lost_km2::decimal(24, 12) as lost_km2
    from mart.change_daily
),

series as (
    select day, is_carried from core.series
),

calendar_day as (
    select distinct on (day)
        day,
        date_trunc('week', day)::date as week,
        date_trunc('month', day)::date as month,
        date_trunc('quarter', day)::date as quarter,
        make_date(year(day), if(month(day) <= 6, 1, 7), 1) as half,
        date_trunc('year', day)::date as year
    from change
),

period_day as (
    unpivot calendar_day on week, month, quarter, half, year
    into name period_kind value calendar_start
),

-- Once per period, not per unit: how many days it has, how many the tally covers, and whether its ends are the map's.
counted as (
    select
        period_day.period_kind,
        period_day.calendar_start,
        min(period_day.day) as period_start,
        max(period_day.day) as period_end,
        count(*) as days,
        count(*) filter (where series.is_carried) as carried_days
    from period_day
    inner join series using (day)
    group by all
),

period as (
    select
        counted.*,
        counted.days = date_diff(
            'day',
            counted.calendar_start,
            counted.calendar_start + case counted.period_kind
                when 'week' then interval 7 day
                when 'month' then interval 1 month
                when 'quarter' then interval 3 month
                when 'half' then interval 6 month
                when 'year' then interval 1 year
            end
        ) as is_complete,
        before.is_carried or after.is_carried as is_carried_end
    from counted
    inner join series as before on counted.period_start - 1 = before.day
    inner join series as after on counted.period_end = after.day
),

summed as (
    select
        period_day.period_kind,
        period_day.calendar_start,
        change.unit_id,
        change.unit_level,
        change.name_en,
        sum(change.gained_km2) as gained_km2,
        sum(change.lost_km2) as lost_km2
    from period_day
    inner join change using (day)
    group by all
),

ranked as (
    select
        period.*,
        summed.unit_id,
        summed.unit_level,
        summed.name_en,
        summed.gained_km2,
        summed.lost_km2,
        summed.gained_km2 - summed.lost_km2 as net_km2,
        rank() over (
            partition by period.period_kind, summed.unit_id, year(period.period_end), period.is_complete
            order by net_km2 desc
        ) as rank_of_its_kind,
        max(net_km2) over (
            partition by period.period_kind, summed.unit_id, year(period.period_end), period.is_complete
            order by period.period_end
            rows between unbounded preceding and 1 preceding
        ) as highest_before_km2
    from period
    inner join summed using (period_kind, calendar_start)
)

select
    period_kind,
    period_start,
    period_end,
    unit_id,
    unit_level,
    name_en,
    gained_km2::double as gained_km2,
    lost_km2::double as lost_km2,
    net_km2::double as net_km2,
    mi2(gained_km2::double) as gained_mi2,
    mi2(lost_km2::double) as lost_mi2,
    mi2(net_km2::double) as net_mi2,
    net_km2::double / days as km2_per_day,
    if(is_complete, rank_of_its_kind, null) as rank_in_year,
    if(is_complete and not is_carried_end, net_km2 > coalesce(highest_before_km2, -1e9), null) as is_record,
    is_complete,
    carried_days
from ranked
order by period_kind, period_start, unit_id;
