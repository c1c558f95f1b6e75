-- One row is a day, a unit and a pair of statuses between which land of the unit moved on the map that day.
-- It tells what a change was made of: most of what is newly occupied had been grey zone, and most of what no longer is
-- went back to it.
create or replace table mart.transition_daily as
with movement as (
    select day, unit_id, from_status, to_status, area_km2::double as area_km2 from core.movement
),

unit as (
    select unit_id, unit_level from core.unit
)

select
    movement.day,
    movement.unit_id,
    unit.unit_level,
    movement.from_status,
    movement.to_status,
    movement.area_km2,
    mi2(movement.area_km2) as area_mi2
from movement
inner join unit using (unit_id)
order by movement.day, movement.unit_id, movement.from_status, movement.to_status;
