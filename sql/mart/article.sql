-- One row is a news article that the daily flow reads claims from.
-- Kept, because reading sentences is no work for SQL; `flows/news.py` fills it anew for each release.
create table if not exists mart.article (
    article_id varchar not null,
    title varchar,
    outlet varchar,
    url varchar,
    published date not null,
    language varchar not null,
    primary key (article_id)
);
