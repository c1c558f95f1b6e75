-- One row is the area that went from one status to another in one unit on one day, raions, oblasts and country alike.
-- The series of days asks for the steps that it needs; a day whose content equals the one before has none.
create or replace table core.movement as
with series as (
    select day, previous_content_id, content_id from core.series
),

step_area as (
    select * from core.step_area
),

tally as (
    select boundary_edition, territory_version from core.tally
),

membership as (
    select leaf_id, unit_id from core.membership
),

leaf_movement as (
    select series.day, step_area.unit_id as leaf_id, step_area.from_status, step_area.to_status, step_area.area_km2
    from series
    inner join step_area
        on series.previous_content_id = step_area.from_content_id and series.content_id = step_area.to_content_id
    inner join tally using (boundary_edition, territory_version)
),

-- Land in Russia is no part of the country: there it is as good as free.
rolled_up as (
    select
        leaf_movement.day,
        membership.unit_id,
        if(
            membership.unit_id = 'UA' and leaf_movement.from_status = 'held_in_russia',
            'free', leaf_movement.from_status
        ) as from_status,
        if(
            membership.unit_id = 'UA' and leaf_movement.to_status = 'held_in_russia',
            'free', leaf_movement.to_status
        ) as to_status,
        leaf_movement.area_km2
    from leaf_movement
    inner join membership using (leaf_id)
)

select day, unit_id, from_status, to_status, sum(area_km2)::decimal(24, 12) as area_km2
from rolled_up
where from_status <> to_status
group by all
having sum(area_km2) <> 0
order by day, unit_id, from_status, to_status;
