-- One row is a day of the tally and the content that holds at its end in Kyiv, the opening day before the first included.
-- The last accepted snapshot created on or before the day's end; a day without one carries the last forward and says so.
-- Of an archive day and a raw snapshot of the same day the raw one stands, whichever came later.
create or replace table core.series as
with days as (
    select unnest(generate_series(first_day - interval 1 day, last_day, interval 1 day))::date as day
    from core.tally
),

-- The last word of each day: raw before archive, then the latest snapshot, then the newest accepted content of it.
closing as (
    select day, snapshot_id, content_id, source
    from core.snapshot
    where is_accepted
    qualify row_number() over (partition by day order by source = 'raw' desc, snapshot_id desc, fetched_at desc) = 1
),

-- An archive day shows what its raw snapshot would, but for the seams; beside raw neighbours it adds only noise.
held as (
    select days.day, closing.day as mapped_day, closing.snapshot_id, closing.content_id, closing.source
    from days
    asof join closing on days.day >= closing.day
)

select
    day,
    snapshot_id,
    content_id,
    source,
    mapped_day < day as is_carried,
    lag(content_id) over (order by day) as previous_content_id
from held
-- Beyond the newest snapshot the last state is carried for a week at most; then the tally stops and says so.
where day <= (select max(day) from closing) + interval 7 day
order by day;
