"""What the page says, read from a release by SQL: nothing here is computed that a reader could not ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb

from flows.change import Change, change_between
from flows.days import kyiv_day

Row = dict[str, Any]
"""A row of an answer by column; areas in km² and mi² as the names say, days of Europe/Kyiv, instants UTC."""

SPAN_DAYS = 371
"""How far back charts and lists go: a year and what completes its first week."""

_LEVEL = """
select day, area_km2, area_mi2, share_pct, is_carried, snapshot_id
from mart.control_daily
where unit_id = 'UA' and status = 'occupied_since_2022' and day > $last_day - $span_days::integer
order by day
"""

_OBLASTS = """
with level as (
    select unit_id, unit_level, area_km2, area_mi2, share_pct
    from mart.control_daily
    where day = $last_day and status = 'occupied_since_2022' and unit_level <> 'raion'
),

rolling as (select * from mart.change_rolling where day = $last_day)

select
    unit_id, unit_level, unit.name_en, unit.name_uk, level.area_km2, level.area_mi2, level.share_pct,
    week.gained_km2 as week_gained_km2, week.lost_km2 as week_lost_km2,
    week.net_km2 as week_net_km2, week.net_mi2 as week_net_mi2,
    month.gained_km2 as month_gained_km2, month.lost_km2 as month_lost_km2,
    month.net_km2 as month_net_km2, month.net_mi2 as month_net_mi2
from level
inner join mart.unit as unit using (unit_id, unit_level)
left join rolling as week on unit_id = week.unit_id and week.window_days = 7
left join rolling as month on unit_id = month.unit_id and month.window_days = 30
where unit_level = 'country' or level.area_km2 + coalesce(month.gained_km2 + month.lost_km2, 0) > 0
order by unit_level = 'country', unit_level = 'outside', level.area_km2 desc, unit_id
"""

_RAIONS = """
select unit.name_en, unit.name_uk, parent.name_en as oblast,
    rolling.gained_km2, rolling.lost_km2, rolling.net_km2, rolling.net_mi2
from mart.change_rolling as rolling
inner join mart.unit as unit using (unit_id)
left join mart.unit as parent on unit.parent_id = parent.unit_id
where rolling.day = $last_day and rolling.window_days = 30 and rolling.unit_level = 'raion'
    and rolling.gained_km2 + rolling.lost_km2 >= 0.05
order by rolling.gained_km2 + rolling.lost_km2 desc, unit_id
limit 10
"""

_STATUSES = """
select now.status, now.area_km2, now.area_mi2, now.share_pct,
    now.area_km2 - week.area_km2 as week_km2, now.area_mi2 - week.area_mi2 as week_mi2,
    now.area_km2 - month.area_km2 as month_km2, now.area_mi2 - month.area_mi2 as month_mi2
from mart.control_daily as now
left join mart.control_daily as week
    on week.unit_id = now.unit_id and week.status = now.status and week.day = now.day - 7
left join mart.control_daily as month
    on month.unit_id = now.unit_id and month.status = now.status and month.day = now.day - 30
where now.day = $last_day and (
    now.unit_id = 'UA'
    or (now.unit_id = 'UA-outside' and now.status = 'held_in_russia' and now.area_km2 + month.area_km2 > 0)
)
order by list_position(
    ['occupied_since_2022', 'occupied_before_2022', 'unknown', 'liberated', 'free', 'held_in_russia'], now.status
)
"""

_PERIODS = """
select period.*, level.area_km2
from mart.change_period as period
left join mart.control_daily as level
    on level.unit_id = period.unit_id and level.day = period.period_end and level.status = 'occupied_since_2022'
where period.unit_id = 'UA' and period.period_kind = $kind and period.period_end > $last_day - $span_days::integer
order by period_start
"""

_TRANSITIONS = """
select from_status, to_status, sum(area_km2) as area_km2, sum(area_mi2) as area_mi2,
    100 * sum(area_km2) / sum(sum(area_km2)) over (partition by to_status = 'occupied_since_2022') as share_pct
from mart.transition_daily
where unit_id = 'UA' and day > $last_day - 30 and day <= $last_day
    and 'occupied_since_2022' in (from_status, to_status)
group by from_status, to_status
order by to_status <> 'occupied_since_2022', area_km2 desc
"""

_EVENTS = """
select day, event, name_en, claimed_by
from mart.settlement_event
where day > $last_day - 7 and day <= $last_day
order by day, event, name_en
"""

_HUBS = """
select now.hub, now.distance_km, now.distance_mi,
    now.distance_km - week.distance_km as week_km, now.distance_km - month.distance_km as month_km
from mart.hub_distance_daily as now
left join mart.hub_distance_daily as week on week.hub = now.hub and week.day = now.day - 7
left join mart.hub_distance_daily as month on month.hub = now.hub and month.day = now.day - 30
where now.day = $last_day
order by now.distance_km, now.hub
"""

_REVISIONS = """
select table_name, old_release, count(*) as figures
from mart.revision
group by table_name, old_release
order by figures desc, table_name
"""

_CLAIMS = """
select article_id, article.title, article.outlet, article.url, article.published,
    claim.quote, claim_check.verdict, claim_check.explanation, claim_check.map_day
from mart.claim_check as claim_check
inner join mart.claim as claim using (claim_id)
inner join mart.article as article using (article_id)
where claim_check.is_best and article.published > $last_day - 30
order by article.published desc, article.title, article_id, claim.quote, claim_id
limit 40
"""

_SOURCES = "select * from mart.source_version order by source"

_FAILED = """
select table_name, expectation, severity from mart.check_result where not success
order by severity, table_name, expectation
"""


@dataclass(frozen=True)
class Figures:
    """All that the page shows of one release."""

    release: Row
    week: Change | None
    """The change of the last seven days; none where the release is shorter."""
    month: Change | None
    """The change of the last thirty days; none where the release is shorter."""
    year: Row | None
    """The row of the calendar year that the last day is in; none where it has no change yet."""
    rolling: dict[int, Row]
    """The country's windows that end with the last day, by their length in days."""
    levels: list[Row]
    oblasts: list[Row]
    raions: list[Row]
    statuses: list[Row]
    weeks: list[Row]
    months: list[Row]
    transitions: list[Row]
    events: list[Row]
    hubs: list[Row]
    claims: list[Row]
    revisions: list[Row]
    sources: list[Row]
    checks: int
    failed_checks: list[Row]

    @property
    def last_day(self) -> date:
        day: date = self.release["to_day"]
        return day

    @property
    def carried(self) -> list[tuple[date, date]]:
        """Days that carry a state forward, each with the day on which that state's map was drawn."""
        return [(row["day"], map_day(row["snapshot_id"])) for row in self.levels if row["is_carried"]]


def map_day(snapshot_id: int) -> date:
    """The Kyiv day on which a snapshot was drawn; its id is its UTC second."""
    return kyiv_day(datetime.fromtimestamp(snapshot_id, UTC))


def read_figures(con: duckdb.DuckDBPyConnection) -> Figures:
    """Read a release through a connection that may read it."""
    release = _rows(con, "select * from mart.release")[0]
    # A release of an older version has fewer tables.
    tables = {row["name"] for row in _rows(con, "select table_name as name from information_schema.tables")}
    last_day = release["to_day"]
    day = {"last_day": last_day}
    span = {**day, "span_days": SPAN_DAYS}
    rolling = _rows(con, "select * from mart.change_rolling where unit_id = 'UA' and day = $last_day", day)
    year = _rows(con, _PERIODS, {**span, "kind": "year"})
    return Figures(
        release=release,
        week=_change(con, release, 7),
        month=_change(con, release, 30),
        year=year[-1] if year else None,
        rolling={row["window_days"]: row for row in rolling},
        levels=_rows(con, _LEVEL, span),
        oblasts=_rows(con, _OBLASTS, day),
        raions=_rows(con, _RAIONS, day),
        statuses=_rows(con, _STATUSES, day),
        weeks=_rows(con, _PERIODS, {**span, "kind": "week"}),
        months=_rows(con, _PERIODS, {**span, "kind": "month"}),
        transitions=_rows(con, _TRANSITIONS, day),
        events=_rows(con, _EVENTS, day),
        hubs=_rows(con, _HUBS, day) if "hub_distance_daily" in tables else [],
        claims=_rows(con, _CLAIMS, day) if "claim_check" in tables else [],
        revisions=_rows(con, _REVISIONS) if "revision" in tables else [],
        sources=_rows(con, _SOURCES),
        checks=_rows(con, "select count(*) as checks from mart.check_result")[0]["checks"],
        failed_checks=_rows(con, _FAILED),
    )


def _change(con: duckdb.DuckDBPyConnection, release: Row, days: int) -> Change | None:
    """The country's change over the last days, where the release covers them."""
    since = release["to_day"] - timedelta(days=days)
    first = con.execute("select min(day) from mart.change_daily where unit_id = 'UA'").fetchall()[0][0]
    if first is None or since < first - timedelta(days=1):
        return None
    return change_between(con, since, release["to_day"])


def _rows(con: duckdb.DuckDBPyConnection, query: str, parameters: Row | None = None) -> list[Row]:
    answer = con.execute(query, parameters)
    columns = [column[0] for column in answer.description or []]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]
