-- One row is a day of the tally, with the periods that it belongs to: what a BI tool joins and groups by.
create or replace table mart.calendar as
with series as (
    select day, is_carried from core.series
),

tally as (
    select first_day from core.tally
)

select
    day,
    date_trunc('week', day)::date as week_start,
    date_trunc('month', day)::date as month_start,
    quarter(day) as quarter,
    if(month(day) <= 6, 1, 2)::bigint as half,
    year(day) as year,
    not is_carried as is_map_day
from series
where day >= (select first_day from tally)
order by day;
