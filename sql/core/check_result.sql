-- One row is one expectation and what one run found of it.
create table if not exists core.check_result (
    run_id varchar not null,
    table_name varchar not null,
    expectation varchar not null,
    severity varchar not null,
    success boolean not null,
    observed varchar,
    unexpected_count bigint,
    checked_at timestamp not null
);
