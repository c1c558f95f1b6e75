-- One row is an administrative unit, of one pinned edition of outlines; oblasts partition the land, raions their oblast.
create or replace table mart.unit as
with unit as (
    select * from core.unit
)

select
    unit_id, unit_level, name_en, name_uk, parent_id, iso_code, katottg,
    official_area_km2, polygon_area_km2, boundary_edition
from unit
order by unit_level, unit_id;
