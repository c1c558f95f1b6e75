from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.errors import AnotherRun, WrongUse
from flows.home import Home, Span, opened_home, write_whole
from flows.settings import Settings


def test_a_home_belongs_to_the_profile_that_first_wrote_it(tmp_path: Path) -> None:
    with opened_home(Settings(home=tmp_path, profile="sample")):
        pass
    with (
        pytest.raises(WrongUse, match="holds sample figures") as refused,
        opened_home(Settings(home=tmp_path, profile="live")),
    ):
        pass
    assert refused.value.exit_code == 2


def test_a_second_run_is_turned_away_until_the_first_ends(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with opened_home(settings):
        with pytest.raises(AnotherRun, match="at work") as refused, opened_home(settings):
            pass
        assert refused.value.exit_code == 3
    with opened_home(settings):
        pass


def test_a_tally_only_grows_and_has_no_gap(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert home.span() is None
    home.cover(date(2024, 3, 1), date(2024, 3, 5))
    assert home.cover(date(2024, 1, 1), date(2024, 1, 31)) == Span(date(2024, 1, 1), date(2024, 3, 5))
    assert home.span() == Span(date(2024, 1, 1), date(2024, 3, 5))


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "new \udcff")
    assert path.read_text() == "old"
