"""One reading process, as a BI tool is: connect through `current` again and again, ask, and note what was seen.

python bi_reader.py HOME READY STOP   (prints one JSON object when STOP appears)
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

GUIDES = Path(__file__).resolve().parents[2] / "infra" / "bi"
sys.path.insert(0, str(GUIDES))

from time_queries import queries  # noqa: E402

WHOLE = """
    select release.release_id, release.to_day,
        (select max(day) from mart.control_daily) as last_level, (select max(day) from mart.calendar) as last_day,
        (select count(*) from mart.calendar) as days, (select count(*) from mart.country_daily) as country_days,
        (select max(day) from mart.change_daily) as last_change, release.to_day - release.from_day + 1 as stated_days
    from mart.release as release
"""


def main(home: Path, ready: Path, stop: Path) -> None:
    asked = [query for _, query in queries()]
    seen, halves, connections, is_last = [], [], 0, False
    while not is_last:
        is_last = stop.exists()  # one more connection after the last swap, however busy the machine
        latest_before = json.loads((home / "latest.json").read_text(encoding="utf-8"))["release_id"]
        engine = create_engine(
            f"duckdb:///{home}/current/landtally.duckdb", connect_args={"read_only": True}, poolclass=NullPool
        )
        with engine.connect() as connection:
            first = connection.execute(text(WHOLE)).one()
            inspector = inspect(connection)
            views = inspector.get_view_names(schema="mart")
            columns = inspector.get_columns("control_daily", schema="mart")
            connection.execute(text(asked[connections % len(asked)])).all()
            time.sleep(0.05)  # long enough for a swap to fall into a connection's life
            again = connection.execute(text(WHOLE)).one()
        is_whole = (
            first == again
            and first.to_day == first.last_level == first.last_day == first.last_change
            and first.days == first.country_days == first.stated_days
            and "country_daily" in views
            and all(column["comment"] for column in columns)
        )
        if not is_whole:
            halves.append([str(first), str(again)])
        connections += 1
        if not seen or seen[-1][1] != first.release_id:
            seen.append([latest_before, first.release_id])
        if connections == 1:
            ready.touch()
        time.sleep(0.2)  # as a dashboard would; four that never pause leave the publisher no processor
    print(json.dumps({"connections": connections, "seen": seen, "halves": halves}))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
