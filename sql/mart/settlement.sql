-- One row is a settlement of the gazetteer: where it lies, its names, and the unit that it is in.
create or replace table mart.settlement as
with settlement as (
    select * from core.settlement
)

select settlement_id, name_en, name_uk, unit_id, latitude, longitude, population
from settlement
order by settlement_id;
