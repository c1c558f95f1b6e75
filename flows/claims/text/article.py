"""An article as bytes to its main text, or one sentence on why it cannot be read."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from flows.claims.text.encoding import Undecodable, decode
from flows.claims.text.language import Language, language_of
from flows.claims.words.grammar import shared_pattern

MAX_BYTES = 8_000_000
MAX_SIGNS = 600_000
"""Longer than any article: a book or a dump is refused rather than read for minutes."""
SYNTHETIC_MARK = "SYNTHETIC SAMPLE"
LOOKS_LIKE_HTML = re.compile(r"<(?:!doctype|html|head|body|article|div|p|meta|script)\b", re.IGNORECASE)
UNITS = re.compile(r"\b(?:km|км)\b", re.IGNORECASE)
META_NAMES = re.compile(r"<meta\b[^>]{0,400}>", re.IGNORECASE)


class ArticleRefused(ValueError):
    """What was given cannot be read as an article; the message says why and what to do."""


@dataclass(frozen=True)
class Article:
    """An article's main text with what is known of it. `published` is its day of publication as the user states it."""

    article_id: str
    text: str
    published: date
    language: Language
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    is_synthetic: bool = False
    """Whether it is of the sample's own world, which its text says in capitals."""


def read_article(data: bytes, published: date | None, *, url: str | None = None, title: str | None = None) -> Article:
    """The article in `data`, plain text or HTML in any common encoding; raises ArticleRefused.

    `published` is required: every "last week" hangs on it. `url` and `title` are kept, never fetched.
    """
    if published is None:
        raise ArticleRefused("No date of publication: give it with --published YYYY-MM-DD.")
    if len(data) > MAX_BYTES:
        raise ArticleRefused(
            f"The file has {len(data) / 1e6:.0f} MB, an article has less than {MAX_BYTES / 1e6:.0f}: "
            "give the article alone."
        )
    raw = _characters(data)
    found_title, outlet, text = _main_text(raw) if LOOKS_LIKE_HTML.search(raw[:5000]) else (None, None, raw)
    text = _tidy(text)
    _refuse_what_is_no_article(text, raw)
    digest = hashlib.sha256((url or text).encode("utf-8", errors="surrogatepass")).hexdigest()
    return Article(
        article_id=digest[:16],
        text=text,
        published=published,
        language=language_of(text),
        title=title or found_title or _first_line(text),
        outlet=outlet or _host(url),
        url=url,
        is_synthetic=SYNTHETIC_MARK in raw,
    )


def _characters(data: bytes) -> str:
    if not data.strip():
        raise ArticleRefused("The text is empty: give a file or an address that holds an article.")
    if data[:4] in (b"%PDF", b"PK\x03\x04") or data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n":
        raise ArticleRefused("This is a PDF, an archive or an image, not text: save the article as text or HTML.")
    try:
        return decode(data)
    except Undecodable:
        raise ArticleRefused("The text is in no known encoding: save it as UTF-8 and try again.") from None


def _main_text(raw: str) -> tuple[str | None, str | None, str]:
    """Title, site and main text of a page; its visible text where no main text is found."""
    import trafilatura  # slow to import, and plain text does not need it

    raw = re.sub(r"<(script|style|template|noscript)\b.*?</\1\s*>", " ", raw, flags=re.IGNORECASE | re.DOTALL)
    text = trafilatura.extract(raw, include_comments=False, include_tables=False, favor_recall=True) or ""
    title = re.search(r"<title[^>]{0,200}>(.{1,400}?)</title>", raw, re.IGNORECASE | re.DOTALL)
    if len(text) < 80:
        blocks = re.sub(r"</?(?:p|div|br|li|h[1-6]|article|section|tr)\b[^>]{0,500}>", "\n", raw, flags=re.IGNORECASE)
        body = re.sub(r"<head\b.*?</head\s*>", " ", blocks, flags=re.IGNORECASE | re.DOTALL)
        stripped = html.unescape(re.sub(r"<[^>]{0,2000}>", " ", body))
        text = stripped if len(stripped.strip()) > len(text) else text
    return html.unescape(title.group(1)).strip() if title else None, _site(raw), text


def _site(raw: str) -> str | None:
    for tag in META_NAMES.findall(raw[:200_000]):
        if "og:site_name" in tag and (content := re.search(r"content=[\"']([^\"']{1,100})", tag)):
            return html.unescape(content.group(1)).strip()
    return None


def _tidy(text: str) -> str:
    """One kind of line end, no zero-width or control signs, no runs of blanks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b-\x1f]", "", text)
    return re.sub(r"[ \t]{2,}", " ", text).strip()


def _refuse_what_is_no_article(text: str, raw: str) -> None:
    if not text:
        raise ArticleRefused(
            "The text is empty: the page holds no article text, save the article as text and try again."
        )
    if len(text) > MAX_SIGNS:
        raise ArticleRefused(
            f"The text has {len(text):,} characters, an article has less than {MAX_SIGNS:,}: give the article alone."
        )
    is_wall = shared_pattern("text", "consent").search(raw if len(raw) < 20_000 else text) is not None
    if len(text) < 1500 and is_wall and not _says_something(text):
        raise ArticleRefused(
            "This is a consent or access page, not the article: open it in a browser and save the article's text."
        )
    letters = sum(sign.isalpha() for sign in text[:20_000])
    if letters < 0.2 * len(text[:20_000]):
        raise ArticleRefused("The text holds hardly any letters: give the article as text or HTML.")


def _says_something(text: str) -> bool:
    """Whether a short text speaks of the war at all; a banner about cookies does not."""
    rest = shared_pattern("text", "consent").sub("", text)
    return shared_pattern("text", "of_this_war").search(rest) is not None or UNITS.search(rest) is not None


def _first_line(text: str) -> str | None:
    line = text.split("\n", 1)[0].strip()
    # It stands where a title would, amid a sentence.
    return line[:200].rstrip(".") or None


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None
