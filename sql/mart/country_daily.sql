-- One row is a day of the country, wide: what BI people connect to. Land in Russia is in no column.
create or replace view mart.country_daily as
with control as (
    select * from mart.control_daily where unit_level = 'country'
),

change as (
    select * from mart.change_daily where unit_level = 'country'
),

unit as (
    select unit_id, name_en, name_uk from mart.unit
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
        sum(area_km2) filter (where status = 'free') as free_km2,
        sum(area_mi2) filter (where status = 'free') as free_mi2,
        sum(share_pct) filter (where status in ('occupied_since_2022', 'occupied_before_2022')) as share_pct
    from control
    group by all
)

select
    level.day,
    level.unit_id,
    unit.name_en,
    unit.name_uk,
    level.occupied_since_2022_km2,
    level.occupied_since_2022_mi2,
    level.occupied_before_2022_km2,
    level.occupied_before_2022_mi2,
    level.unknown_km2,
    level.unknown_mi2,
    level.liberated_km2,
    level.liberated_mi2,
    level.free_km2,
    level.free_mi2,
    least(level.share_pct, 100) as share_pct,
    change.gained_km2,
    change.lost_km2,
    change.net_km2,
    change.gained_mi2,
    change.lost_mi2,
    change.net_mi2
from level
inner join unit on level.unit_id = unit.unit_id
left join change on level.day = change.day and level.unit_id = change.unit_id
order by level.day, level.unit_id;
