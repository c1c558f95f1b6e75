"""Reads a page as a browser would: its tables, the machine-readable figures in them, what it would load."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "hr"}


@dataclass
class Cell:
    text: str = ""
    value: float | None = None


@dataclass
class Read:
    """Tables by the label of the region around them; each row is its cells, header cells included."""

    tables: dict[str, list[list[Cell]]] = field(default_factory=dict)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    left_open: list[str] = field(default_factory=list)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read = Read()
        self.open: list[str] = []
        self.label = ""
        self.cell: Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.read.tags.append((tag, found))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "div" and found.get("role") == "region":
            self.label = found["aria-label"]
            self.read.tables[self.label] = []
        elif tag == "tr":
            self.read.tables[self.label].append([])
        elif tag in ("td", "th"):
            self.cell = Cell()
            self.read.tables[self.label][-1].append(self.cell)
        elif tag == "data" and self.cell is not None:
            self.cell.value = float(found["value"])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.read.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1:] == [tag], f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()
        if tag in ("td", "th"):
            self.cell = None

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.read.text += data
        if self.cell is not None:
            self.cell.text += data


def read_page(html: str) -> Read:
    """The page, read; a tag that closes another than the one last opened is an error."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    parser.read.left_open = parser.open
    return parser.read
