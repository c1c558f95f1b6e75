-- One row is an expectation and what the run that made this release found of it.
create or replace table mart.check_result as
with result as (
    select * from core.check_result
),

newest as (
    select arg_max(run_id, checked_at) as run_id from result
)

select
    result.run_id, result.table_name, result.expectation, result.severity,
    result.success, result.observed, result.unexpected_count, result.checked_at
from result
inner join newest using (run_id)
order by result.table_name, result.expectation;
