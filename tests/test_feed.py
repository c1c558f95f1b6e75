"""The feed: releases, revisions, changed verdicts and withdrawals, as RFC 4287 wants them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from defusedxml.ElementTree import fromstring

from flows.feed import ATOM, NEWEST, feed
from flows.ledger import Ledger
from flows.manifest import Revised, Stated, Verdict

AT = datetime(2024, 11, 4, 6, tzinfo=UTC)


def stated(n: int = 1, *, is_synthetic: bool = False, verdicts: list[Verdict] | None = None) -> Stated:
    at = AT + timedelta(hours=n)
    revised = [Revised("mart.change_daily", 3, "day=2024-10-28, unit_id=UA")] if n == 2 else []
    name = f"{'sample-' if is_synthetic else ''}2024-11-03.{n}"
    return Stated(
        name, at, date(2024, 1, 1), date(2024, 11, 3), f"Cite as <release {n}> & date.", is_synthetic, [],
        "2024-11-03.1" if revised else None, revised, verdicts or [],
    )  # fmt: skip


def ledger(*releases: Stated) -> Ledger:
    return Ledger(feed="urn:uuid:0", in_force={one.release_id: one.built_at for one in releases})


def entries(text: str, kind: str | None = None) -> list[dict[str, str]]:
    names = {"a": ATOM}
    found = []
    for entry in fromstring(text).findall("a:entry", names):
        term = entry.find("a:category", names).get("term")
        if kind in (None, term):
            read = {
                name: entry.findtext(f"a:{name}", namespaces=names) for name in ("id", "title", "updated", "summary")
            }
            found.append({**read, "href": entry.find("a:link", names).get("href")})
    return found


def test_every_release_that_was_in_force_is_told_the_newest_first() -> None:
    releases = [stated(1), stated(2), stated(3)]
    found = entries(feed(releases, ledger(releases[0], releases[2])), "release")
    assert [entry["title"] for entry in found] == [
        "New release 2024-11-03.3, 2024-01-01 to 2024-11-03",
        "New release 2024-11-03.1, 2024-01-01 to 2024-11-03",
    ]
    assert found[1]["summary"] == "Cite as <release 1> & date."
    assert found[1]["href"] == "releases/2024-11-03.1/manifest.json"
    assert found[1]["updated"] == "2024-11-04T07:00:00Z"


def test_revisions_and_changed_verdicts_are_news_of_their_own() -> None:
    verdicts = [Verdict("claim_id=c1", "consistent", "inconsistent", "over 200\x0b sq km")]
    text = feed([stated(2, verdicts=verdicts)], ledger(stated(2)))
    (revision,), (verdict,) = entries(text, "revision"), entries(text, "verdict")
    assert revision["title"] == "3 figures revised in release 2024-11-03.2"
    assert "mart.change_daily: 3, first day=2024-10-28, unit_id=UA" in revision["summary"]
    assert verdict["title"] == "1 verdict changed in release 2024-11-03.2"
    assert verdict["summary"] == "consistent is now inconsistent: “over 200 sq km” (claim_id=c1)"


def test_a_release_gone_back_on_is_told_when_that_happened() -> None:
    known = ledger(stated(1))
    known.withdrawn["2024-11-03.1"] = AT + timedelta(days=2)
    text = feed([stated(1)], known)
    assert entries(text, "withdrawal")[0]["updated"] == "2024-11-06T06:00:00Z"
    assert fromstring(text).findtext(f"{{{ATOM}}}updated") == "2024-11-06T06:00:00Z"


def test_synthetic_news_say_so_first() -> None:
    one = stated(1, is_synthetic=True)
    assert all(entry["title"].startswith("SYNTHETIC SAMPLE, NOT REAL: ") for entry in entries(feed([one], ledger(one))))


def test_names_of_entries_are_unique_and_stay() -> None:
    releases = [stated(1), stated(2, verdicts=[Verdict("c", "disputed", "consistent")])]
    first, again = entries(feed(releases, ledger(*releases))), entries(feed(releases[::-1], ledger(*releases)))
    assert [entry["id"] for entry in first] == [entry["id"] for entry in again]
    assert len({entry["id"] for entry in first}) == len(first) == 4


def test_an_old_home_s_feed_does_not_grow_without_end() -> None:
    releases = [stated(n) for n in range(NEWEST + 20)]
    assert len(entries(feed(releases, ledger(*releases)), "release")) == NEWEST


@pytest.mark.parametrize("name", ["id", "title", "updated", "author"])
def test_an_empty_feed_has_what_atom_asks_for(name: str) -> None:
    assert fromstring(feed([], ledger())).find(f"{{{ATOM}}}{name}") is not None
