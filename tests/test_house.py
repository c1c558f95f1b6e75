"""The rules of the house, held by tests."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from flows.warehouse import LAYERS, SQL, build_order, reads, tables_of

CHECKOUT = Path(__file__).resolve().parents[1]
PREFECT_ROOMS = {"daily.py", "backfill.py", "rebuild.py", "tasks.py"}
MODULES = sorted((CHECKOUT / "flows").rglob("*.py"))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_only_the_flows_and_their_tasks_know_prefect() -> None:
    knowing = {
        str(path.relative_to(CHECKOUT / "flows"))
        for path in MODULES
        if any(name.split(".")[0] == "prefect" for name in imports(path))
    }
    assert knowing == PREFECT_ROOMS


@pytest.mark.parametrize("name", sorted(PREFECT_ROOMS - {"tasks.py"}))
def test_a_flow_fits_on_a_screen_and_decides_nothing(name: str) -> None:
    source = (CHECKOUT / "flows" / name).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 50
    branches = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.If | ast.For | ast.While | ast.Try)
    ]
    assert not branches


@pytest.mark.parametrize("room", ["territory", "claims"])
def test_pure_rooms_reach_neither_network_nor_warehouse(room: str) -> None:
    for path in (CHECKOUT / "flows" / room).rglob("*.py"):
        assert not imports(path) & {"requests", "urllib.request", "http.client", "socket"}, path


LETTERS = {"places/gazetteer.py", "text/encoding.py"}
"""Endings of cases and an alphabet are no words."""


def test_the_words_of_a_language_stand_in_tables_not_in_code() -> None:
    claims = CHECKOUT / "flows" / "claims"
    for path in claims.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        literals = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        ]
        # Within brackets letters stand for an alphabet.
        words = [text for text in literals if re.search(r"[а-яіїєґ]{3}", re.sub(r"\[[^\]]*\]", "", text))]
        assert not words or str(path.relative_to(claims)) in LETTERS, (path, words)


def test_every_sql_file_builds_the_table_it_is_named_after_and_says_what_a_row_is() -> None:
    for layer in LAYERS:
        for path in (SQL / layer).glob("*.sql"):
            text = path.read_text(encoding="utf-8")
            assert re.search(rf"^create .*\b{layer}\.{path.stem}\b", text, re.MULTILINE), path
            assert text.startswith("-- "), path
            assert " is " in text.split("\n")[0], path


def test_no_core_table_reads_a_mart() -> None:
    for table in tables_of("core"):
        assert not {name for name in reads(table) if name.startswith("mart.")}, table


def test_the_order_of_building_puts_what_is_read_first() -> None:
    order = build_order(tables_of("mart"))
    for place, table in enumerate(order):
        assert not reads(table) & set(order[place + 1 :]), table


def test_the_root_holds_the_agreed_entries_and_nothing_else() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    roots = {line.split("/")[0] for line in listed.splitlines()}
    agreed = {"flows", "sql", "expectations", "tests", "infra", "pyproject.toml", "requirements.lock"}
    agreed |= {"README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff", "Makefile"}
    assert {root for root in roots if not root.startswith(".")} <= agreed
