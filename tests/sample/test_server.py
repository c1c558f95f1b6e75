"""The server on loopback: a life as long as the block, ETags, a clock, faults."""

from __future__ import annotations

import socket
import struct
import time
from pathlib import Path

import pytest
import requests

from flows.sample import NOW, sample_server, sample_settings, serving
from flows.sample.plan import EDITED_AT, snapshots
from flows.settings import Settings

LIST = "/deepstate/api/history/public"


def test_it_answers_on_loopback_within_the_block_and_not_after_it() -> None:
    with sample_server() as base_url:
        assert base_url.startswith("http://127.0.0.1:")
        answer = requests.get(base_url + LIST, timeout=30)
        assert answer.status_code == 200
        assert "SYNTHETIC" in answer.headers["X-Synthetic"]
    with pytest.raises(requests.ConnectionError):
        requests.get(base_url + LIST, timeout=5)


def test_every_address_of_the_settings_lies_on_the_server_and_nothing_else_changes_but_polygons() -> None:
    with sample_server() as base_url:
        settings = Settings()
        served = sample_settings(settings, base_url)
        urls = {name: value for name, value in served.model_dump().items() if name.endswith("_url")}
        assert len(urls) >= 11
        assert all(url.startswith(base_url + "/") for url in urls.values())
        others = {name for name, value in served.model_dump().items() if value != settings.model_dump()[name]}
        assert others == {*urls, "polygons"}
        assert requests.get(served.mirror_index_url, timeout=30).status_code == 200


def test_an_etag_is_honoured_until_the_content_is_edited() -> None:
    edited = next(snapshot for snapshot in snapshots() if snapshot.first_moves is not None)
    with serving(now=edited.created_at) as control:
        url = f"{control.base_url}/deepstate/api/history/{edited.snapshot_id}/geojson"
        first = requests.get(url, timeout=30)
        again = requests.get(url, headers={"If-None-Match": first.headers["ETag"]}, timeout=30)
        assert (again.status_code, again.content) == (304, b"")
        control.now = EDITED_AT
        later = requests.get(url, headers={"If-None-Match": first.headers["ETag"]}, timeout=30)
        assert later.status_code == 200
        assert later.headers["ETag"] != first.headers["ETag"]


def test_the_list_grows_with_the_clock() -> None:
    with serving(now=snapshots()[10].created_at) as control:
        assert len(requests.get(control.base_url + LIST, timeout=30).json()) == 11
        control.now = NOW
        assert len(requests.get(control.base_url + LIST, timeout=30).json()) == len(snapshots())


def test_faults_strike_the_paths_that_they_name_and_the_log_tells() -> None:
    with serving() as control:
        control.faults[r"/raions/"] = 503
        assert requests.get(control.base_url + "/raions/donetska_oblast.geojson", timeout=30).status_code == 503
        assert requests.get(control.base_url + "/mirror/index.json", timeout=30).status_code == 200
        assert control.log == [("/raions/donetska_oblast.geojson", 503), ("/mirror/index.json", 200)]


def test_a_home_gets_the_article_once_and_keeps_what_its_owner_wrote_over_it(tmp_path: Path) -> None:
    with sample_server(tmp_path):
        (article,) = (tmp_path / "articles").glob("*-synthetic-sample.txt")
        article.write_text("mine", encoding="utf-8")
    with sample_server(tmp_path):
        assert article.read_text(encoding="utf-8") == "mine"


def test_a_client_that_hangs_up_is_no_news(capfd: pytest.CaptureFixture[str]) -> None:
    with sample_server() as base_url:
        port = int(base_url.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close by a reset
            client.sendall(b"GET ")
        requests.get(base_url + LIST, timeout=30)
        time.sleep(0.2)  # the server's thread has heard of it by then
    assert capfd.readouterr().err == ""
