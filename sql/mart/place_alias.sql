-- One row is another name of a place, so that a text that uses it is understood.
create or replace table mart.place_alias as
with alias as (
    select * from core.place_alias
)

select place_id, name, language, valid_from, valid_to
from alias
order by place_id, language, name;
