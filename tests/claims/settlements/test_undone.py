"""What has not happened is no claim: plans, denials, attempts and talk, in three languages."""

from __future__ import annotations

import pytest

from tests.claims.labelled import read


@pytest.mark.parametrize(
    "text",
    [
        "Russian troops want to capture Selydove by winter.",
        "Russian troops have not captured Selydove.",
        "Russian troops failed to capture Selydove.",
        "The army's goal of capturing Selydove is known.",
        "Both armies fight for control of Selydove.",
        "Kyiv denied reports that Selydove had been captured.",
        "The capture of Selydove would open the road to the west.",
        "Ворог намагається захопити Селидове.",
        "Росіяни не захопили Селидове.",
        "Чутки про захоплення Селидового поширює ворог.",
        "Тривають бої за звільнення Селидового.",
        "Захоплення Селидового дозволить ворогу рушити далі.",
        "Противник не смог занять Селидово.",
        "Войска готовятся к освобождению Селидово.",
        "Слухи о захвате Селидово не подтвердились.",
        "Взятие Селидово позволит войскам идти дальше.",
        "До оккупированного Мариуполя осталось сто километров.",
    ],
)
def test_nothing_is_said_to_have_happened(text: str) -> None:
    assert not [claim for claim in read(text) if claim.kind == "settlement"]


@pytest.mark.parametrize(
    "text",
    [
        "Russian troops managed to capture Selydove.",
        "Russian troops were able to enter the district and seize Selydove.",
        "Ворогу вдалося захопити Селидове.",
        "Противнику удалось занять Селидово.",
    ],
)
def test_what_was_managed_has_happened(text: str) -> None:
    assert [claim.event for claim in read(text)] == ["taken"]
