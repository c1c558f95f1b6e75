from __future__ import annotations

from datetime import date

import pytest

from flows.claims import ArticleRefused, read_article
from flows.claims.text.article import MAX_BYTES

DAY = date(2024, 11, 1)
UKRAINIAN = "За тиждень окупанти захопили 86 квадратних кілометрів, повідомив проєкт. Це більше, ніж у вересні."
RUSSIAN = "За неделю российские войска захватили 86 квадратных километров, сообщил проект. Это больше, чем было раньше."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("text", [UKRAINIAN, RUSSIAN])
def test_the_common_encodings_are_read(encoding: str, text: str) -> None:
    assert read_article(text.encode(encoding), DAY).text == text


def test_koi8_is_told_from_cp1251() -> None:
    assert read_article(UKRAINIAN.encode("koi8-u", errors="ignore"), DAY).text.startswith("За тиждень окупанти")


@pytest.mark.parametrize("wrong", ["cp1251", "latin-1"])
def test_text_that_was_encoded_twice_is_mended(wrong: str) -> None:
    text = "Росія окупувала 40 кв. км за тиждень" if wrong == "latin-1" else "Росія зайняла 40 кв. км"
    try:
        twice = text.encode().decode(wrong).encode()
    except UnicodeDecodeError:
        pytest.skip("this text has no such double encoding")
    assert read_article(twice, DAY).text == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (UKRAINIAN, "uk"),
        (RUSSIAN, "ru"),
        ("Russian forces took 86 square kilometers in a week, the project said.", "en"),
        ("Die russischen Truppen haben in einer Woche 86 Quadratkilometer besetzt, und das ist nicht wenig.", "other"),
    ],
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert read_article(text.encode(), DAY).language == language


def test_the_main_text_of_a_page_is_taken_and_its_scripts_are_not() -> None:
    paragraph = "Russian forces captured 86 square kilometers in the past week, the monitoring project reported. " * 4
    page = (
        "<!DOCTYPE html><html><head><title>A week &amp; more</title><meta property='og:site_name' content='Outlet'>"
        f"<script>var x = 'captured 999 sq km';</script></head><body><nav>Home News</nav><article><p>{paragraph}</p>"
        "</article><footer>Accept cookies</footer></body></html>"
    )
    article = read_article(page.encode(), DAY, url="https://www.example.org/a")
    assert "86 square kilometers" in article.text
    assert "999" not in article.text
    assert (article.title, article.outlet, article.url) == ("A week & more", "Outlet", "https://www.example.org/a")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"x" * (MAX_BYTES + 1), "MB"),
        (b"word " * 150_000, "characters"),
        (
            b"<html><body><h1>Before you continue</h1><p>We value your privacy. Accept all cookies.</p></body></html>",
            "consent",
        ),
        (bytes((number * 89 + 41) % 256 for number in range(4000)), "encoding"),
        (b"1234 5678 90 12 34 " * 20, "letters"),
    ],
)
def test_what_is_no_article_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ArticleRefused, match=words) as refusal:
        read_article(data, DAY)
    assert "\n" not in str(refusal.value)


def test_without_a_date_nothing_is_read() -> None:
    with pytest.raises(ArticleRefused, match="--published"):
        read_article(b"Russian forces took 5 sq km.", None)


def test_a_text_of_the_sample_world_is_marked() -> None:
    assert read_article(b"SYNTHETIC SAMPLE - an invented front.", DAY).is_synthetic
    assert not read_article(b"A real article on a real front.", DAY).is_synthetic


def test_the_id_follows_the_address_or_the_text() -> None:
    one, two = (read_article(b"Some text about the front.", DAY, url=url) for url in ("https://a.org", "https://b.org"))
    assert one.article_id != two.article_id
    assert one.article_id == read_article(b"Edited text about the front.", DAY, url="https://a.org").article_id
