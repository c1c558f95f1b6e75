-- One row is a span of days through which a source shows a settlement's point in one status.
-- A point is less than a town: where the line runs through streets, it tells of the centre alone.
create or replace table mart.settlement_status as
with tally as (
    select first_day, territory_version from core.tally
),

series as (
    select day, content_id from core.series where day >= (select first_day from tally)
),

settlement as (
    select settlement_id from core.settlement
),

covered as (
    select min(day) as first_day, max(day) as last_day from series
),

held as (
    select control.settlement_id, control.status, series.day
    from core.settlement_control as control
    inner join tally using (territory_version)
    inner join series using (content_id)
),

-- Days in a row share the difference between the day and its number.
numbered as (
    select
        settlement_id, status, day,
        day - row_number() over (partition by settlement_id, status order by day)::integer as island
    from held
),

span as (
    select settlement_id, status, min(day) as valid_from, max(day) as valid_to
    from numbered
    group by settlement_id, status, island
),

-- What lies before, between and after them is free, and all of it where there are none.
bounded as (
    select settlement_id, valid_from, valid_to from span
    union all
    select settlement.settlement_id, covered.last_day + 1, null from settlement cross join covered
),

gap as (
    select
        bounded.settlement_id,
        'free' as status,
        coalesce(
            lag(bounded.valid_to) over (partition by bounded.settlement_id order by bounded.valid_from) + 1,
            covered.first_day
        ) as valid_from,
        bounded.valid_from - 1 as valid_to
    from bounded
    cross join covered
),

everything as (
    select * from span
    union all
    select * from gap where valid_from <= valid_to
)

select
    everything.settlement_id,
    'deepstate' as source,
    everything.status,
    everything.valid_from,
    if(everything.valid_to = covered.last_day, null, everything.valid_to) as valid_to
from everything
cross join covered
inner join settlement using (settlement_id)
order by everything.settlement_id, everything.valid_from;
