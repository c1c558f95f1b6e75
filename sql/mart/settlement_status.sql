-- One row is a span of days through which a source shows a settlement's point in one status.
-- A point is less than a town: where the line runs through streets, it tells of the centre alone.
create or replace table mart.settlement_status as
with tally as (
    select first_day, territory_version from core.tally
),

series as (
    select day, coalesce(previous_content_id, '') as from_content_id, content_id as to_content_id from core.series
),

settlement as (
    select settlement_id from core.settlement
),

step as (
    select from_content_id, to_content_id, settlement_ids, statuses
    from core.settlement_step
    inner join tally using (territory_version)
),

changed as (
    select
        series.day,
        unnest(step.settlement_ids) as settlement_id,
        unnest(step.statuses) as status
    from series
    inner join step using (from_content_id, to_content_id)
),

-- Free until a step says otherwise; what was so before the first day is so from the first day on.
shown as (
    select settlement_id, date '0001-01-01' as day, 'free' as status from settlement
    union all
    select settlement_id, day, status from changed
),

begun as (
    select
        shown.settlement_id,
        greatest(shown.day, tally.first_day) as valid_from,
        arg_max(shown.status, shown.day) as status
    from shown
    cross join tally
    group by all
)

select
    begun.settlement_id,
    'deepstate' as source,
    begun.status,
    begun.valid_from,
    lead(begun.valid_from) over (partition by begun.settlement_id order by begun.valid_from) - 1 as valid_to
from begun
inner join settlement using (settlement_id)
order by begun.settlement_id, begun.valid_from;
