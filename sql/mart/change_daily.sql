-- One row is a day and a unit: land newly occupied and no longer occupied on the map that day, of occupied_since_2022.
-- A day that carries its state forward changes nothing and spans no map days; the day on which the map is next drawn
-- spans those that it makes up for. A first day without an opening state has no row.
create or replace table mart.change_daily as
with series as (
    select day, snapshot_id, previous_content_id from core.series
),

snapshot as (
    select snapshot_id, any_value(day) as mapped_day from core.snapshot group by all
),

day as (
    select series.day, snapshot.mapped_day - lag(snapshot.mapped_day) over (order by series.day) as map_days
    from series
    inner join snapshot using (snapshot_id)
    qualify series.previous_content_id is not null
),

occupied_movement as (
    select
        day,
        unit_id,
        sum(area_km2) filter (where to_status = 'occupied_since_2022') as gained_km2,
        sum(area_km2) filter (where from_status = 'occupied_since_2022') as lost_km2
    from core.movement
    where 'occupied_since_2022' in (from_status, to_status)
    group by all
),

-- Raions where nothing ever moved are left out: they are nine tenths of the raions, and all zeros.
unit as (
    select unit_id, unit_level, name_en
    from core.unit
    where unit_level <> 'raion' or unit_id in (select unit_id from occupied_movement)
),

change as (
    select
        day.day,
        unit.unit_id,
        unit.unit_level,
        unit.name_en,
        coalesce(occupied_movement.gained_km2, 0) as gained_km2,
        coalesce(occupied_movement.lost_km2, 0) as lost_km2,
        day.map_days
    from day
    cross join unit
    left join occupied_movement
        on day.day = occupied_movement.day and unit.unit_id = occupied_movement.unit_id
)

select
    day,
    unit_id,
    unit_level,
    name_en,
    gained_km2::double as gained_km2,
    lost_km2::double as lost_km2,
    (gained_km2 - lost_km2)::double as net_km2,
    mi2(gained_km2::double) as gained_mi2,
    mi2(lost_km2::double) as lost_mi2,
    mi2((gained_km2 - lost_km2)::double) as net_mi2,
    map_days
from change
order by day, unit_id;
