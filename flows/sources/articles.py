"""Articles that the daily flow reads claims from: a folder of texts, or a list of addresses.

`LANDTALLY_ARTICLES` is a folder with `.txt`, `.html` and `.htm` files, a file with an address on each line, or
addresses themselves, parted by blanks or commas. The day of publication stands in a file's name
(`2024-11-01-title.txt`), before an address in a list (`2024-11-01 https://…`), or in the page's own metadata.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from flows.errors import LandtallyError, WrongUse
from flows.settings import Settings
from flows.sources.failure import FetchFailed, Refused
from flows.sources.fetch import Wanted
from flows.sources.http import Client
from flows.sources.spec import load_spec

SOURCE = "articles"
SUFFIXES = {".txt", ".html", ".htm"}
DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
STATED_DAY = re.compile(
    rb"""(?:article:published_time["'][^>]{0,40}content=["']|content=["'](?=[^"']{10,40}["'][^>]{0,40}published_time)"""
    rb"""|"datePublished"\s*:\s*")\s*(\d{4}-\d{2}-\d{2})""",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Listed:
    """An article that is listed: its address or its file, and its day of publication where the list or name has it."""

    address: str
    published: date | None
    path: Path | None = None


def listed(setting: str) -> list[Listed]:
    """The articles that the setting names, in order; none where its folder does not exist yet.

    Raises `WrongUse` for a line that is neither a comment nor an http address.
    """
    if re.match(r"https?://", setting):
        return [Listed(address, None) for address in re.split(r"[\s,]+", setting.strip()) if address]
    path = Path(setting).expanduser()
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file())
        return [Listed(file.name, _day_in(file.name), file) for file in files]
    if path.is_file():
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        return [_line(line, path) for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return []


def _line(line: str, path: Path) -> Listed:
    day, address = _day_in(line), next((word for word in line.split() if re.match(r"https?://", word)), None)
    if address is None:
        raise WrongUse(
            f"{path} holds the line {line.strip()[:80]!r}, which is no address: write `2024-11-01 https://…`."
        )
    return Listed(address, day if line.lstrip()[:4].isdigit() else None)


def _day_in(text: str) -> date | None:
    match = DAY.search(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def published_in(page: bytes) -> date | None:
    """The day of publication that a page states in its metadata, or none; nothing is guessed from its text."""
    match = STATED_DAY.search(page[:500_000])
    return _day_in(match[1].decode()) if match else None


def page_wanted(article: Listed, *, allow_loopback: bool = False) -> Wanted:
    """The page of a listed address. Its day of publication, where known, is kept as the mark of its version."""
    return Wanted(
        SOURCE,
        article.address,
        article.address,
        SOURCE,
        "page",
        lambda body: None,
        revision=article.published.isoformat() if article.published else None,
        is_page=True,
        # An outlet that is down says nothing of the others.
        service=f"{SOURCE} of {urlsplit(article.address).hostname}",
        guard=partial(check_address, allow_loopback=allow_loopback),
    )


def fetch_article(settings: Settings, address: str) -> bytes:
    """The page at an address, kept nowhere: what a person checks is theirs.

    Raises `WrongUse` for an address that is not read, `LandtallyError` where the page cannot be had.
    """
    allow_loopback = settings.profile == "sample"
    try:
        check_address(address, allow_loopback=allow_loopback)
    except Refused as refusal:
        raise WrongUse(f"The article {address} is not fetched: {refusal}. Save its text and give the file.") from None
    wanted = page_wanted(Listed(address, None), allow_loopback=allow_loopback)
    try:
        with Client(settings.contact, settings.max_payload_mb) as client:
            return client.get(
                address,
                source=wanted.service or SOURCE,
                max_bytes=load_spec(SOURCE).max_bytes,
                guard=wanted.guard,
            ).body
    except FetchFailed as failure:
        raise LandtallyError(
            f"The article {address} could not be fetched: {failure}. Save its text and give the file."
        ) from None


Resolver = Callable[[str, int], list[str]]


def check_address(url: str, *, allow_loopback: bool = False, resolve: Resolver | None = None) -> None:
    """Refuse what is no public web address: other schemes, credentials, hosts in private or reserved ranges.

    Every address that the host's name has must be public. `allow_loopback` is for the sample's own server.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused("only http and https addresses are read")
    if parts.username or parts.password:
        raise Refused("an address with a user name or password is not read")
    try:
        found = (resolve or _addresses)(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))
    except (OSError, ValueError, UnicodeError) as error:
        raise Refused(f"the host {parts.hostname[:80]} has no address") from error
    for text in found:
        address = ipaddress.ip_address(text.split("%")[0])
        mapped = getattr(address, "ipv4_mapped", None) or address
        if mapped.is_loopback and allow_loopback:
            continue
        # `is_global` alone lets multicast through.
        if not mapped.is_global or mapped.is_multicast:
            raise Refused(f"{parts.hostname[:80]} lies in a private or reserved range, which is not read")


def _addresses(host: str, port: int) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
