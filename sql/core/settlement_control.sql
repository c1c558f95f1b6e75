-- One row is a settlement whose point lies in land of some status on one content; what is free has no row.
-- No index guards the key: over thousands of settlements a content one would make writing six times as long and the
-- file twenty times as large. Rows are only ever added for a content that has none, and the gate checks that none is there twice.
create table if not exists core.settlement_control (
    content_id varchar not null,
    territory_version varchar not null,
    settlement_id varchar not null,
    status varchar not null
);
