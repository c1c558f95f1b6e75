"""Articles from a folder or a list of addresses; only public web addresses are asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from flows.errors import LandtallyError, WrongUse
from flows.landing import Landing
from flows.settings import Settings
from flows.sources.articles import Listed, check_address, fetch_article, listed, page_wanted, published_in
from flows.sources.failure import FetchFailed, Refused
from flows.sources.fetch import land
from flows.sources.http import Client, Limits
from tests.loopback import Service, serving, silence, status

PAGE = b"<!doctype html><html><body><p>Over 200 square kilometres last week.</p></body></html>"


def test_a_folder_lists_its_texts_by_name_with_the_day_in_it(tmp_path: Path) -> None:
    for name in ("2024-11-01-gains.txt", "page.html", "notes.pdf", "2024-02-31-no-day.htm"):
        (tmp_path / name).write_text("x")
    (tmp_path / "2024-01-01.txt").mkdir()
    assert [(article.address, article.published) for article in listed(str(tmp_path))] == [
        ("2024-02-31-no-day.htm", None),
        ("2024-11-01-gains.txt", date(2024, 11, 1)),
        ("page.html", None),
    ]


def test_a_file_lists_an_address_a_line_with_or_without_a_day(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("# mine\n\n2024-11-01 https://example.org/a\nhttps://example.org/2024-10-02/b\n")
    assert listed(str(path)) == [
        Listed("https://example.org/a", date(2024, 11, 1)),
        Listed("https://example.org/2024-10-02/b", None),
    ]


def test_addresses_may_stand_in_the_setting_itself() -> None:
    found = listed("https://example.org/a, https://example.org/b")
    assert [article.address for article in found] == ["https://example.org/a", "https://example.org/b"]


def test_a_folder_that_does_not_exist_yet_lists_nothing(tmp_path: Path) -> None:
    assert listed(str(tmp_path / "articles")) == []


def test_a_line_that_is_no_address_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("ftp://example.org/a\n")
    with pytest.raises(WrongUse, match=r"ftp://example\.org/a"):
        listed(str(path))


@pytest.mark.parametrize(
    "page",
    [
        b'<meta property="article:published_time" content="2024-11-01T09:00:00+02:00">',
        b'<meta content="2024-11-01T09:00:00Z" property="article:published_time"/>',
        b'{"@type": "NewsArticle", "datePublished": "2024-11-01T07:00:00Z"}',
    ],
)
def test_a_page_states_its_day_of_publication(page: bytes) -> None:
    assert published_in(page) == date(2024, 11, 1)


@pytest.mark.parametrize("page", [b"", PAGE, b"<p>2024-11-01</p>", b'"datePublished": "2024-13-41"'])
def test_a_day_of_publication_is_never_guessed(page: bytes) -> None:
    assert published_in(page) is None


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
    ],
)
def test_a_host_in_a_private_or_reserved_range_is_refused_whatever_its_name(address: str) -> None:
    with pytest.raises(Refused, match="private or reserved"):
        check_address("https://news.example.org/a", resolve=lambda host, port: ["93.184.215.14", address])


def test_a_public_host_is_let_through() -> None:
    check_address("https://news.example.org/a", resolve=lambda host, port: ["93.184.215.14", "2606:2800:21f::1"])


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/a", "https:///a", "gopher://example.org", "javascript:1", ""]
)
def test_only_web_addresses_are_read(url: str) -> None:
    with pytest.raises(Refused, match="http"):
        check_address(url)


def test_credentials_in_an_address_are_refused() -> None:
    with pytest.raises(Refused, match="password"):
        check_address("https://user:secret@example.org/")


@pytest.mark.parametrize("url", ["http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://[::1]/"])
def test_odd_ways_of_writing_this_machine_are_seen_through(url: str) -> None:
    with pytest.raises(Refused):
        check_address(url)


def test_only_loopback_may_be_allowed_for_the_sample() -> None:
    check_address("http://127.0.0.1:1/a", allow_loopback=True)
    with pytest.raises(Refused):
        check_address("http://10.0.0.1/a", allow_loopback=True)


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        service.answers["/a"] = PAGE
        yield service


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(None, 64, Limits(read_s=0.3, backoff_s=0.01)) as client:
        yield client


def test_a_page_lands_as_it_came_with_its_day(service: Service, client: Client, tmp_path: Path) -> None:
    article, landing = Listed(f"{service.address}/a", date(2024, 11, 1)), Landing(tmp_path)
    landed = land(client, landing, page_wanted(article, allow_loopback=True))
    assert landed is not None
    assert landing.read(landed.sha256) == PAGE
    assert landed.revision == "2024-11-01"


def test_this_machine_is_not_even_asked(service: Service, client: Client, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="private or reserved"):
        land(client, Landing(tmp_path), page_wanted(Listed(f"{service.address}/a", None)))
    assert service.asked == []


def test_a_redirect_is_followed_only_where_it_may_lead(service: Service, client: Client, tmp_path: Path) -> None:
    service.spoil("/a", status(302, Location="/b"), times=1)
    service.answers["/b"] = PAGE
    article = Listed(f"{service.address}/a", None)
    assert land(client, Landing(tmp_path), page_wanted(article, allow_loopback=True))
    service.spoil("/a", status(302, Location="http://169.254.169.254/latest/meta-data/"))
    with pytest.raises(FetchFailed, match="private or reserved"):
        land(client, Landing(tmp_path), page_wanted(article, allow_loopback=True))


def test_redirects_have_an_end_here_too(service: Service, client: Client, tmp_path: Path) -> None:
    service.spoil("/a", status(302, Location="/a"))
    with pytest.raises(FetchFailed, match="without end"):
        land(client, Landing(tmp_path), page_wanted(Listed(f"{service.address}/a", None), allow_loopback=True))


def test_an_outlet_that_is_silent_does_not_take_the_others_with_it(
    service: Service, client: Client, tmp_path: Path
) -> None:
    service.spoil("/a", silence(1))
    service.answers["/b"] = PAGE
    by_name = service.address.replace("127.0.0.1", "localhost")
    with pytest.raises(FetchFailed):
        land(client, Landing(tmp_path), page_wanted(Listed(f"{service.address}/a", None), allow_loopback=True))
    assert land(client, Landing(tmp_path), page_wanted(Listed(f"{by_name}/b", None), allow_loopback=True))


def test_an_article_to_check_is_fetched_and_kept_nowhere(service: Service, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", profile="sample")
    assert fetch_article(settings, f"{service.address}/a") == PAGE
    assert list(tmp_path.iterdir()) == []


def test_an_article_that_cannot_be_had_is_named_with_what_to_do(service: Service) -> None:
    with pytest.raises(LandtallyError, match=r"it answered 404\. Save its text and give the file"):
        fetch_article(Settings(profile="sample"), f"{service.address}/none")


def test_an_article_on_this_machine_is_wrong_use_in_the_live_profile(service: Service) -> None:
    with pytest.raises(WrongUse, match="private or reserved"):
        fetch_article(Settings(profile="live"), f"{service.address}/a")
    assert service.asked == []
