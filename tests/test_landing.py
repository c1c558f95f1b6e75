"""Landing keeps payloads as they came and a log of every fetch."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.landing import Landing, LandingDamaged

AT = datetime(2024, 11, 1, 4, 30, tzinfo=UTC)
URL = "https://example.org/a"


@given(body=st.binary(max_size=5000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_a_payload_is_read_back_exactly_as_it_came(tmp_path: Path, body: bytes) -> None:
    landing = Landing(tmp_path)
    landed = landing.put("deepstate", "a", body, url=URL, fetched_at=AT)
    assert landing.read(landed.sha256) == body
    assert landed.sha256 == sha256(body).hexdigest()
    assert landed.bytes == len(body)


def test_one_content_is_kept_once_under_however_many_names(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    landing.put("deepstate", "a", b"same", url=URL, fetched_at=AT)
    landing.put("archive", "b", b"same", url=URL, fetched_at=AT)
    assert len(list((tmp_path / "payloads").glob("*/*.zst"))) == 1


def test_the_latest_payload_of_a_name_is_the_one_fetched_last_even_when_the_content_was_seen_before(
    tmp_path: Path,
) -> None:
    landing = Landing(tmp_path)
    for hours, body in enumerate((b"first", b"second", b"first")):
        landing.put("deepstate", "a", body, url=URL, fetched_at=AT + timedelta(hours=hours))
    latest = landing.latest("deepstate", "a")
    assert latest is not None
    assert landing.read(latest.sha256) == b"first"
    assert [landing.read(landed.sha256) for landed in landing.versions("deepstate")] == [b"first", b"second", b"first"]


def test_a_failure_is_logged_and_leaves_what_was_landed_in_force(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    landed = landing.put("deepstate", "a", b"good", url=URL, fetched_at=AT, etag='"1"', revision="r1")
    landing.note("deepstate", "a", url=URL, fetched_at=AT + timedelta(hours=1), status=500, error="it answered 500")
    assert landing.latest("deepstate", "a") == landed
    last, answered = landing.last_fetch("deepstate", "a"), landing.answered("deepstate", "a")
    assert last is not None
    assert last.error == "it answered 500"
    assert answered is not None
    assert answered.fetched_at == AT
    assert answered.revision == "r1"


def test_not_modified_confirms_what_is_landed(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    landing.put("deepstate", "a", b"good", url=URL, fetched_at=AT, etag='"1"')
    landing.note("deepstate", "a", url=URL, fetched_at=AT + timedelta(hours=1), status=304, etag='"1"', revision="r2")
    answered = landing.answered("deepstate", "a")
    assert answered is not None
    assert answered.fetched_at == AT + timedelta(hours=1)
    assert answered.revision == "r2"
    assert len(landing.versions("deepstate")) == 1


def test_another_landing_of_the_same_folder_knows_the_same_and_hears_of_what_comes_later(tmp_path: Path) -> None:
    writer, reader = Landing(tmp_path), Landing(tmp_path)
    first = writer.put("deepstate", "a", b"1", url=URL, fetched_at=AT, served_by="mirror", etag='"e"', revision="r")
    assert reader.latest("deepstate", "a") == first
    second = writer.put("deepstate", "a", b"2", url=URL, fetched_at=AT)
    assert reader.latest("deepstate", "a") == second
    assert reader.versions("deepstate") == [first, second]


def test_half_a_line_left_by_a_run_that_died_is_ignored_and_spoils_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    landing = Landing(tmp_path)
    landing.put("deepstate", "a", b"1", url=URL, fetched_at=AT)
    path = tmp_path / "fetches" / "deepstate.jsonl"
    with path.open("ab") as file:
        file.write(b'{"fetched_at":"2024-11-01T0')
    again = Landing(tmp_path)
    with caplog.at_level(logging.WARNING):
        assert len(again.versions("deepstate")) == 1
    assert "half a line" in caplog.text
    again.put("deepstate", "b", b"2", url=URL, fetched_at=AT)
    assert [landed.name for landed in Landing(tmp_path).versions("deepstate")] == ["a", "b"]


@pytest.mark.parametrize("damage", ["missing", "cut", "other"])
def test_a_damaged_payload_is_named_and_never_returned(tmp_path: Path, damage: str) -> None:
    landing = Landing(tmp_path)
    landed = landing.put("deepstate", "a", b"good" * 100, url=URL, fetched_at=AT)
    (path,) = (tmp_path / "payloads").glob("*/*.zst")
    path.chmod(0o644)
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:10])
    else:
        other = landing.put("deepstate", "b", b"other", url=URL, fetched_at=AT)
        path.write_bytes((tmp_path / "payloads" / other.sha256[:2] / f"{other.sha256}.zst").read_bytes())
    with pytest.raises(LandingDamaged, match=landed.sha256):
        landing.read(landed.sha256)


def test_a_damaged_payload_is_mended_when_the_same_content_comes_again(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    landed = landing.put("deepstate", "a", b"good" * 100, url=URL, fetched_at=AT)
    (path,) = (tmp_path / "payloads").glob("*/*.zst")
    path.chmod(0o644)
    path.write_bytes(b"rot")
    landing.put("deepstate", "a", b"good" * 100, url=URL, fetched_at=AT)
    assert landing.read(landed.sha256) == b"good" * 100


def test_payloads_are_files_that_nobody_may_write(tmp_path: Path) -> None:
    Landing(tmp_path).put("deepstate", "a", b"good", url=URL, fetched_at=AT)
    (path,) = (tmp_path / "payloads").glob("*/*.zst")
    assert path.stat().st_mode & 0o222 == 0


def test_threads_may_land_at_once_without_losing_a_line(tmp_path: Path) -> None:
    landing = Landing(tmp_path)

    def land(worker: int) -> None:
        for index in range(20):
            body = f"{worker} {index}".encode()
            landing.put("deepstate", f"{worker}/{index}", body, url=URL, fetched_at=AT)

    threads = [threading.Thread(target=land, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({landed.name for landed in Landing(tmp_path).versions("deepstate")}) == 80


def test_an_empty_landing_knows_nothing_and_makes_no_folder_by_being_asked(tmp_path: Path) -> None:
    landing = Landing(tmp_path / "landing")
    assert landing.latest("deepstate", "a") is None
    assert landing.versions("deepstate") == []
    assert not (tmp_path / "landing").exists()


def test_a_source_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="plain word"):
        Landing(tmp_path).put("../x", "a", b"1", url=URL, fetched_at=AT)
