"""A scripted server on loopback: answers by path, with an ETag each, and goes wrong where a test says so."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Fault = Callable[["Handler", bytes], None]


@dataclass
class Asked:
    """One request as the server saw it, and what it answered."""

    path: str
    status: int | None
    headers: dict[str, str]
    at: float


@dataclass
class Service:
    """What is served, what goes wrong, and what was asked."""

    address: str = ""
    answers: dict[str, bytes] = field(default_factory=dict)
    faults: list[tuple[str, Fault, int]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def spoil(self, pattern: str, fault: Fault, times: int = -1) -> None:
        """Let a fault take the place of the answer for paths that match, so many times (-1: for good)."""
        self.faults.append((pattern, fault, times))

    def mend(self) -> None:
        """End all faults and forget what was asked."""
        self.faults.clear()
        self.asked.clear()

    def paths(self, pattern: str = "") -> list[str]:
        """The paths asked for that match."""
        return [asked.path for asked in self.asked if re.search(pattern, asked.path)]

    def fault_for(self, path: str) -> Fault | None:
        with self.lock:
            for index, (pattern, fault, times) in enumerate(self.faults):
                if times != 0 and re.search(pattern, path):
                    self.faults[index] = (pattern, fault, times - 1)
                    return fault
        return None


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    service: Service

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.note(status)
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def note(self, status: int | None) -> None:
        self.service.asked.append(Asked(self.path, status, dict(self.headers.items()), time.monotonic()))

    def do_GET(self) -> None:
        body = self.service.answers.get(self.path)
        fault = self.service.fault_for(self.path)
        if fault is not None:
            fault(self, body or b"")
            return
        if body is None:
            self.send(404, b'{"message": "not found"}')
            return
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            self.send(304, ETag=etag)
        else:
            self.send(200, body, ETag=etag)


class QuietServer(ThreadingHTTPServer):
    """A client that hangs up is what these tests are about, not an error."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[Service]:
    """A service that answers until the block ends."""
    service = Service()
    server = QuietServer(("127.0.0.1", 0), type("Bound", (Handler,), {"service": service}))
    service.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


def status(code: int, **headers: str) -> Fault:
    """Answers with a status."""
    return lambda handler, body: handler.send(code, b'{"message": "fault"}', **headers)


def body_of(body: bytes) -> Fault:
    """Answers 200 with another body."""
    return lambda handler, _: handler.send(200, body)


def silence(seconds: float) -> Fault:
    """Accepts, then sends nothing."""

    def fault(handler: Handler, body: bytes) -> None:
        handler.note(None)
        time.sleep(seconds)
        handler.close_connection = True

    return fault


def reset(handler: Handler, body: bytes) -> None:
    """Closes the connection without an answer."""
    handler.note(None)
    handler.close_connection = True
    handler.connection.shutdown(2)


def truncate(handler: Handler, body: bytes) -> None:
    """Announces the whole body and sends half of it."""
    handler.note(200)
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.close_connection = True


def chunked(chunk: bytes, chunks: int, pause_s: float = 0.0) -> Fault:
    """Sends chunk after chunk without announcing a length, for as long as somebody listens."""

    def fault(handler: Handler, body: bytes) -> None:
        handler.note(200)
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        try:
            for _ in range(chunks):
                handler.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
                time.sleep(pause_s)
            handler.wfile.write(b"0\r\n\r\n")
        except OSError:
            handler.close_connection = True

    return fault
