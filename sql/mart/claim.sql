-- One row is a figure or fact of territory that an article states, with the sentence that states it.
-- Kept, because reading sentences is no work for SQL; `flows/news.py` fills it anew for each release.
create table if not exists mart.claim (
    claim_id varchar not null,
    article_id varchar not null,
    quote varchar not null,
    kind varchar not null,
    measure varchar not null,
    scope varchar not null,
    unit_id varchar,
    value_low double,
    value_high double,
    bound varchar not null,
    value_unit varchar,
    second_value double,
    second_unit varchar,
    period_start date,
    period_end date,
    attributed_to varchar,
    polarity varchar not null,
    primary key (claim_id)
);
