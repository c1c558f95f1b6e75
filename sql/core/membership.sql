-- One row is a leaf unit and a unit that it counts in: itself, its oblast if it is a raion or a remainder, the country.
-- Steps and levels are kept for leaves alone, so that every sum above them is one join and parts add up to the whole.
create or replace table core.membership as
with unit as (
    select unit_id, unit_level, parent_id from core.unit
)

select unit_id as leaf_id, unit_id from unit
union all
select unit_id as leaf_id, parent_id as unit_id from unit where unit_level = 'raion'
union all
select unit_id as leaf_id, 'UA' as unit_id from unit where unit_level <> 'country'
order by leaf_id, unit_id;
