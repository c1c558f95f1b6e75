-- One row is what a source says of one settlement on one day: occupied, advanced, liberated, pushed back, clarified.
-- Words of the map's own notes, with the place that their link points to; a note may tell of several settlements.
create or replace table mart.settlement_event as
with event as (
    select * from core.settlement_event
),

tally as (
    select first_day, last_day from core.tally
)

select
    'deepstate-' || event.snapshot_id || '-' || event.position as event_id,
    event.day,
    event.observed_at,
    null::varchar as settlement_id,
    event.name as name_en,
    event.event,
    'deepstate' as source,
    'DeepState' as claimed_by,
    event.snapshot_id,
    event.latitude,
    event.longitude
from event
inner join tally on event.day between tally.first_day and tally.last_day
order by event.snapshot_id, event.position;
