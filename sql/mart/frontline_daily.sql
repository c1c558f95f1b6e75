-- One row is a day and a unit: the length of the line between occupied land and the rest inside Ukraine.
-- Lengths of lines drawn in detail grow with the detail; they are compared with themselves over time, not with others.
create or replace table mart.frontline_daily as
with tally as (
    select first_day, boundary_edition, territory_version from core.tally
),

series as (
    select day, content_id from core.series where day >= (select first_day from tally)
),

frontline as (
    select frontline.content_id, frontline.unit_id, frontline.length_km::decimal(24, 12) as length_km
    from core.frontline as frontline
    inner join tally using (boundary_edition, territory_version)
),

everything as (
    select content_id, unit_id, length_km from frontline
    union all
    select content_id, 'UA' as unit_id, sum(length_km) as length_km from frontline group by all
)

select
    series.day,
    everything.unit_id,
    everything.length_km::double as length_km,
    -- A mile is the root of a square mile.
    everything.length_km::double * sqrt(mi2(1)) as length_mi
from series
inner join everything using (content_id)
order by series.day, everything.unit_id;
