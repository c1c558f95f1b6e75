-- One row is a day and a raion, or the remainder of an oblast beyond its raions, wide. Raions that the map never shows
-- in any status are left out. No official area, so no share and nothing free.
create or replace view mart.raion_daily as
with control as (
    select * from mart.control_daily where unit_level = 'raion'
),

change as (
    select * from mart.change_daily where unit_level = 'raion'
),

unit as (
    select unit_id, name_en, name_uk from mart.unit
),

-- A raion in which nothing ever moved has no rows of change: from the first day that can have any, that is nothing.
counted as (
    select min(day) as first_day from mart.change_daily
),

level as (
    select
        day,
        unit_id,
        sum(area_km2) filter (where status = 'occupied_since_2022') as occupied_since_2022_km2,
        sum(area_mi2) filter (where status = 'occupied_since_2022') as occupied_since_2022_mi2,
        sum(area_km2) filter (where status = 'occupied_before_2022') as occupied_before_2022_km2,
        sum(area_mi2) filter (where status = 'occupied_before_2022') as occupied_before_2022_mi2,
        sum(area_km2) filter (where status = 'unknown') as unknown_km2,
        sum(area_mi2) filter (where status = 'unknown') as unknown_mi2,
        sum(area_km2) filter (where status = 'liberated') as liberated_km2,
        sum(area_mi2) filter (where status = 'liberated') as liberated_mi2,
        null::double as share_pct
    from control
    group by all
)

select
    level.day,
    level.unit_id,
    unit.name_en,
    unit.name_uk,
    coalesce(level.occupied_since_2022_km2, 0) as occupied_since_2022_km2,
    coalesce(level.occupied_since_2022_mi2, 0) as occupied_since_2022_mi2,
    coalesce(level.occupied_before_2022_km2, 0) as occupied_before_2022_km2,
    coalesce(level.occupied_before_2022_mi2, 0) as occupied_before_2022_mi2,
    coalesce(level.unknown_km2, 0) as unknown_km2,
    coalesce(level.unknown_mi2, 0) as unknown_mi2,
    coalesce(level.liberated_km2, 0) as liberated_km2,
    coalesce(level.liberated_mi2, 0) as liberated_mi2,
    level.share_pct,
    if(level.day >= counted.first_day, coalesce(change.gained_km2, 0), null) as gained_km2,
    if(level.day >= counted.first_day, coalesce(change.lost_km2, 0), null) as lost_km2,
    if(level.day >= counted.first_day, coalesce(change.net_km2, 0), null) as net_km2,
    if(level.day >= counted.first_day, coalesce(change.gained_mi2, 0), null) as gained_mi2,
    if(level.day >= counted.first_day, coalesce(change.lost_mi2, 0), null) as lost_mi2,
    if(level.day >= counted.first_day, coalesce(change.net_mi2, 0), null) as net_mi2
from level
inner join unit on level.unit_id = unit.unit_id
left join change on level.day = change.day and level.unit_id = change.unit_id
cross join counted
order by level.day, level.unit_id;
