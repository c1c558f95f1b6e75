-- One row is a settlement, a day on which sources disagree on who holds it, and one of those sources.
-- Kept, because it rests on what articles say; `flows/news.py` fills it anew for each release.
create table if not exists mart.settlement_contested (
    day date not null,
    settlement_id varchar not null,
    name_en varchar not null,
    source varchar not null,
    status varchar not null,
    since_day date not null,
    primary key (day, settlement_id, source)
);
