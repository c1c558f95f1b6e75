-- One row is a day and a town: how far the nearest land shown as occupied lies from it, as the crow flies.
create or replace table mart.hub_distance_daily as
with tally as (
    select first_day, territory_version from core.tally
),

series as (
    select day, content_id from core.series where day >= (select first_day from tally)
),

hub_distance as (
    select * from core.hub_distance
)

select
    series.day,
    hub_distance.hub,
    hub_distance.distance_km,
    -- A mile is the root of a square mile.
    hub_distance.distance_km * sqrt(mi2(1)) as distance_mi,
    hub_distance.nearest_latitude,
    hub_distance.nearest_longitude
from series
inner join hub_distance using (content_id)
inner join tally using (territory_version)
order by series.day, hub_distance.hub;
