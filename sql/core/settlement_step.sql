-- One row is what one step of the map changed for the settlements: each whose point shows another status, and which.
-- The step to the first content is taken from a blank map, on which all is free and whose content id is empty.
-- Lists, not rows: a step that changes no settlement has its row too and is never asked again.
create table if not exists core.settlement_step (
    from_content_id varchar not null,
    to_content_id varchar not null,
    territory_version varchar not null,
    settlement_ids varchar[] not null,
    statuses varchar[] not null,
    primary key (from_content_id, to_content_id, territory_version)
);
