"""What a release gives otherwise than the one before it: the rows of `mart.revision`.

A release never changes, but a source edits its past; so the next release has other figures for the same days, and
says which. A description names the columns whose change is a revision (`revised`): those that others follow from.
"""

from __future__ import annotations

import duckdb

from flows.tables import Table, load_tables

PREVIOUS = "previous"
"""Under this name the release in force is attached; it may be empty, before the first release."""

NOISE = 1e-6
"""Numbers closer than this (km², km) are the same figure, computed along another way."""


_VERDICTS = f"""
    insert into mart.revision
    select
        'mart.claim_check', 'claim_id=' || claim_id, 'verdict', old.verdict, new.verdict,
        before.release_id, after.release_id
    from {PREVIOUS}.mart.claim_check as old
    inner join mart.claim_check as new using (claim_id)
    cross join {PREVIOUS}.mart.release as before
    cross join mart.release as after
    where old.is_best and new.is_best and old.verdict <> new.verdict
    order by claim_id
"""
"""A verdict is a claim's, whichever reading carries it; a claim that only one of the releases has is no revision."""


def revise(con: duckdb.DuckDBPyConnection) -> int:
    """Fill `mart.revision` from the marts just built and the attached release before them. Returns the number of rows.

    Only days that both cover are compared: a new day is no revision, nor is a longer history, nor a table that was
    empty before, as a source's is that joins.
    """
    con.execute("delete from mart.revision")
    if "mart.release" not in (known := _columns_before(con)):
        return 0
    for table in load_tables("mart").values():
        columns = [column for column in table.revised if {*table.key, column} <= known.get(table.table, set())]
        if columns and con.execute(f"from {PREVIOUS}.{table.table} limit 1").fetchall():
            for column in columns:
                con.execute(_comparison(table, column))
    if {"claim_id", "verdict", "is_best"} <= known.get("mart.claim_check", set()):
        con.execute(_VERDICTS)
    counted = con.execute("select count(*) from mart.revision").fetchone()
    return int(counted[0]) if counted else 0


def _columns_before(con: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """Tables of the release before with their columns: older code may have known fewer."""
    rows = con.execute(
        "select 'mart.' || table_name, list(column_name) from duckdb_columns()"
        f" where database_name = '{PREVIOUS}' and schema_name = 'mart' group by all"
    ).fetchall()
    return {name: set(columns) for name, columns in rows}


def _comparison(table: Table, column: str) -> str:
    keys = ", ".join(table.key)
    key = " || ', ' || ".join(f"'{name}=' || {name}" for name in table.key)
    if table.columns[column].sums is not None:
        # No row is the same as nothing: a raion has rows for all days once it is touched.
        differs = f"abs(coalesce(new.{column}, 0) - coalesce(old.{column}, 0)) > {NOISE!r}"
    else:
        differs = f"new.{column} is distinct from old.{column}"
    covered = "and coalesce(old.day, new.day) between greatest(before.from_day, after.from_day)"
    covered = f"{covered} and least(before.to_day, after.to_day)" if "day" in table.columns else ""
    return f"""
        insert into mart.revision
        select
            '{table.table}', {key}, '{column}', old.{column}::varchar, new.{column}::varchar,
            before.release_id, after.release_id
        from {PREVIOUS}.{table.table} as old
        full join {table.table} as new using ({keys})
        cross join {PREVIOUS}.mart.release as before
        cross join mart.release as after
        where {differs} {covered}
        order by {keys}
    """
