"""The Atom feed of a home: new releases, figures that they revised, verdicts that changed, releases gone back on.

RFC 4287. Each kind of news is an entry of its own with its category, so that a reader can follow one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from flows.ledger import Ledger
from flows.manifest import Stated

ATOM = "http://www.w3.org/2005/Atom"

NEWEST = 50
"""So many releases are told of; who wants all of them has the folder."""

SYNTHETIC = "SYNTHETIC SAMPLE, NOT REAL: "


def feed(releases: Iterable[Stated], ledger: Ledger) -> str:
    """The feed over the releases that ever came into force, the newest first; addresses are relative to the feed."""
    told = sorted((stated for stated in releases if stated.release_id in ledger.in_force), key=lambda one: one.order)
    told = told[::-1][:NEWEST]
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _text(root, "id", ledger.feed)
    _text(root, "title", "landtally: releases, revisions and changed verdicts")
    SubElement(root, "link", {"rel": "self", "href": "feed.xml", "type": "application/atom+xml"})
    _text(SubElement(root, "author"), "name", "landtally")
    entries = [entry for stated in told for entry in _entries(stated, ledger)]
    _text(root, "updated", max((entry.findtext("updated", "") for entry in entries), default="1970-01-01T00:00:00Z"))
    root.extend(entries)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _entries(stated: Stated, ledger: Ledger) -> Iterator[Element]:
    """The news that one release is."""
    mark = SYNTHETIC if stated.is_synthetic else ""
    name, days = f"release {stated.release_id}", f"{stated.from_day} to {stated.to_day}"
    if stated.release_id in ledger.withdrawn:
        words = f"Somebody went back to an older release: {name} is no longer in force. It is kept as it was published."
        yield _entry(
            stated, ledger, "withdrawal", f"{mark}Gone back on {name}", words, ledger.withdrawn[stated.release_id]
        )
    if stated.changed_verdicts:
        verdicts = [
            f"{verdict.old or 'no verdict'} is now {verdict.new or 'none'}: {_named(verdict.quote, verdict.key)}"
            for verdict in stated.changed_verdicts
        ]
        title = f"{mark}{_counted(len(verdicts), 'verdict')} changed in {name}"
        yield _entry(stated, ledger, "verdict", title, "\n".join(verdicts), stated.built_at)
    if stated.revisions:
        figures = sum(revised.figures for revised in stated.revisions)
        lines = [
            f"{revised.table_name}: {revised.figures:,}, first {revised.first_key}" for revised in stated.revisions
        ]
        title = f"{mark}{_counted(figures, 'figure')} revised in {name}"
        words = f"Against release {stated.revised_from}; the table revision lists them all.\n" + "\n".join(lines)
        yield _entry(stated, ledger, "revision", title, words, stated.built_at)
    yield _entry(stated, ledger, "release", f"{mark}New {name}, {days}", stated.citation, stated.built_at)


def _entry(stated: Stated, ledger: Ledger, kind: str, title: str, words: str, updated: datetime) -> Element:
    entry = Element("entry")
    # Named after the home's feed: two homes may each have a release of one name.
    _text(entry, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'{ledger.feed}/{stated.release_id}/{kind}')}")
    _text(entry, "title", title)
    _text(entry, "updated", f"{updated:%Y-%m-%dT%H:%M:%SZ}")
    SubElement(entry, "category", {"term": kind})
    address = f"releases/{stated.release_id}/manifest.json"
    SubElement(entry, "link", {"rel": "alternate", "href": address, "type": "application/json"})
    _text(entry, "summary", words)
    return entry


def _text(parent: Element, name: str, text: str) -> None:
    # What XML cannot hold, such as a control character in an article's quote, would spoil the whole feed.
    SubElement(parent, name).text = "".join(char for char in text if char.isprintable() or char in "\n\t")


def _named(quote: str | None, key: str) -> str:
    return f"“{quote}” ({key})" if quote else key


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
