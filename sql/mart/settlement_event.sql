-- One row is what a source says of one settlement on one day: occupied, advanced, liberated, pushed back, clarified.
-- Words of the map's own notes, with the place that their link points to; a note may tell of several settlements.
-- A settlement of the gazetteer is named where one of its names is the note's, and it lies within some 10 km of the link.
create or replace table mart.settlement_event as
with event as (
    select * from core.settlement_event
),

tally as (
    select first_day, last_day from core.tally
),

settlement as (
    select settlement_id, name_en, latitude, longitude from core.settlement
),

spelling as (
    select settlement_id, name_en as name from core.settlement
    union
    select settlement_id, name_uk as name from core.settlement
    union
    select place_id as settlement_id, name from core.place_alias
),

candidate as (
    select
        event.snapshot_id,
        event.position,
        settlement.settlement_id,
        settlement.name_en,
        -- Degrees as kilometres, near enough to tell namesakes apart.
        sqrt(
            power(111.2 * (event.latitude - settlement.latitude), 2)
            + power(111.2 * cos(radians(event.latitude)) * (event.longitude - settlement.longitude), 2)
        ) as apart_km
    from event
    inner join spelling on lower(event.name) = lower(spelling.name)
    inner join settlement using (settlement_id)
),

matched as (
    select snapshot_id, position, settlement_id, name_en
    from candidate
    where apart_km < 10
    qualify row_number() over (partition by snapshot_id, position order by apart_km, settlement_id) = 1
)

select
    'deepstate-' || event.snapshot_id || '-' || event.position as event_id,
    event.day,
    event.observed_at,
    matched.settlement_id,
    coalesce(matched.name_en, event.name) as name_en,
    event.event,
    'deepstate' as source,
    'DeepState' as claimed_by,
    event.snapshot_id,
    event.latitude,
    event.longitude
from event
inner join tally on event.day between tally.first_day and tally.last_day
left join matched using (snapshot_id, position)
order by event.snapshot_id, event.position;
