"""The sample's services on loopback: one server in this process, at the real services' paths below its address."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from flows.sample.marker import NOTE
from flows.settings import Settings

_PATHS = {
    "deepstate_url": "/deepstate",
    "mirror_url": "/mirror",
    "mirror_index_url": "/mirror/index.json",
    "archive_url": "/archive",
    "boundaries_url": "/geoboundaries",
    "raions_url": "/raions",
    "losses_url": "/losses",
    "aid_url": "/aid",
    "viina_url": "/viina",
    "settlements_url": "/settlements",
    "reports_url": "/reports",
}


@dataclass
class Control:
    """What a test may do to a running server: move its clock, make it fail, read what was asked of it."""

    base_url: str = ""
    now: datetime | None = None
    """Snapshots and edits later than this aware instant are hidden; none hides nothing."""
    faults: dict[str, int] = field(default_factory=dict)
    """Status to answer instead, by a regular expression over paths; 304 and 200 are no faults."""
    log: list[tuple[str, int]] = field(default_factory=list)
    """Paths asked for, with the status answered, oldest first."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fault_at(self, path: str) -> int | None:
        """The status that a fault asks for at a path, if any."""
        return next((status for pattern, status in self.faults.items() if re.search(pattern, path)), None)


@contextmanager
def sample_server(home: Path | None = None, now: datetime | None = None) -> Iterator[str]:
    """Serves the sample's world for as long as the block lasts; gives the server's address.

    With a home the sample's own article is put into its `articles/`, where it is not there yet.
    """
    if home is not None:
        from flows.sample.article import put_article

        put_article(home)
    with serving(now) as control:
        yield control.base_url


@contextmanager
def serving(now: datetime | None = None) -> Iterator[Control]:
    """Like `sample_server`, with the controls that tests need."""
    control = Control(now=now)
    server = _Server(("127.0.0.1", 0), _handler(control))
    server.daemon_threads = True
    control.base_url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="sample", daemon=True)
    thread.start()
    try:
        yield control
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def sample_settings(settings: Settings, base_url: str) -> Settings:
    """The settings with every address on the sample's server, and its polygons free to be published."""
    urls: dict[str, Any] = {name: base_url + path for name, path in _PATHS.items()}
    return settings.model_copy(update=urls | {"polygons": True})


class _Server(ThreadingHTTPServer):
    """One that says nothing of clients that hang up: who has read what it wants may."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _handler(control: Control) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = 1 << 16

        def log_message(self, format: str, *args: object) -> None:
            """Keeps quiet: the log is in the controls."""

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            status, body, etag = _answered(control, path, self.headers.get("If-None-Match"))
            control.log.append((path, status))
            self.send_response(status)
            self.send_header("Content-Type", _content_type(path))
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Synthetic", NOTE)
            if etag:
                self.send_header("ETag", etag)
            self.end_headers()
            self.wfile.write(body)

    return Handler


def _answered(control: Control, path: str, known_etag: str | None) -> tuple[int, bytes, str | None]:
    """Status, body and ETag of one request."""
    from flows.sample.answers import answer, etag_of  # the world is built when it is first asked for

    with control.lock:  # the world is built once, and its caches know no threads
        if fault := control.fault_at(path):
            return fault, json.dumps({"message": "fault", "note": NOTE}).encode(), None
        if known_etag is not None and known_etag == etag_of(path, control.now):
            return 304, b"", known_etag
        body = answer(path, control.base_url, control.now)
    if body is None:
        return 404, json.dumps({"message": "not found", "note": NOTE}).encode(), None
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return (304, b"", etag) if etag == known_etag else (200, body, etag)


def _content_type(path: str) -> str:
    kinds = {".csv": "text/csv; charset=utf-8", ".zip": "application/zip"}
    if path == "/reports":
        return "text/html; charset=utf-8"
    return kinds.get(Path(path).suffix, "application/json; charset=utf-8")
