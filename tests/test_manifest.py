"""The manifest: what a release says of itself is so, and a file that is not as published is found out."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
import yaml

from flows import __version__, manifest
from flows.doctor import Finding, examine
from flows.errors import LandtallyError
from flows.home import Home
from flows.reading import read_release
from flows.settings import CHECKOUT, Settings
from flows.tables import load_tables
from tests.releasing import published_home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return published_home(tmp_path_factory.mktemp("manifest") / "home")


@pytest.fixture
def folder(home: Home, tmp_path: Path) -> Path:
    """A release that may be harmed."""
    copied = Path(shutil.copytree(home.current.resolve(), tmp_path / home.current.resolve().name))
    for path in (copied, *copied.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)
    return copied


def test_every_file_is_listed_with_its_size_and_digest(home: Home) -> None:
    folder = home.current.resolve()
    files = {file.path: file for file in manifest.read(folder).files}
    there = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    assert set(files) == set(there) - {"manifest.json"}
    for name, file in files.items():
        content = there[name].read_bytes()
        assert (file.bytes, file.sha256) == (len(content), hashlib.sha256(content).hexdigest()), name


def test_it_states_code_days_rows_checks_and_how_to_cite(home: Home) -> None:
    stated = orjson.loads((home.current / "manifest.json").read_bytes())
    assert stated["code_version"] == __version__
    assert (stated["from_day"], stated["to_day"]) == ("2024-01-01", "2024-01-05")
    assert stated["checks"] == [{"severity": "critical", "expectations": 1, "failed": 0}]
    assert "2024-01-05.1" in stated["citation"]
    with read_release(home) as con:
        for name, rows in stated["rows"].items():
            assert con.execute(f"select count(*) from mart.{name}").fetchall() == [(rows,)]


def test_a_whole_release_has_no_faults(folder: Path) -> None:
    assert manifest.faults(folder) == []


def test_any_one_flipped_byte_is_found(folder: Path) -> None:
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"):
        content = path.read_bytes()
        for place in {0, len(content) // 3, len(content) - 1}:
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            assert manifest.faults(folder) == [f"{path.relative_to(folder)} is not what was published"]
        path.write_bytes(content)
    assert manifest.faults(folder) == []


def test_a_missing_a_cut_and_an_added_file_are_found(folder: Path) -> None:
    (folder / "csv" / "unit.csv").unlink()
    (folder / "landtally.duckdb").write_bytes((folder / "landtally.duckdb").read_bytes()[:-1])
    (folder / "landtally.duckdb.wal").write_bytes(b"of another release")
    assert sorted(manifest.faults(folder)) == [
        "csv/unit.csv is missing",
        "landtally.duckdb is not what was published",
        "landtally.duckdb.wal was not published",
    ]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"release_id": "x"}'])
def test_a_manifest_that_cannot_be_read_is_a_fault(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text)
    assert manifest.faults(folder)[0].startswith("manifest.json cannot be read")
    with pytest.raises(LandtallyError, match=r"The manifest of release 2024-01-05\.1 cannot be read"):
        manifest.read(folder)


def test_a_release_under_another_s_name_is_a_fault(folder: Path) -> None:
    renamed = folder.rename(folder.with_name("2024-01-06.1"))
    assert manifest.faults(renamed) == ["manifest.json is that of release 2024-01-05.1"]


def test_the_doctor_refuses_a_release_with_a_flipped_byte(home: Home, tmp_path: Path) -> None:
    harmed = Home(Path(shutil.copytree(home.root, tmp_path / "home", symlinks=True)))
    database = harmed.current / "landtally.duckdb"
    database.chmod(0o644)
    content = database.read_bytes()
    database.write_bytes(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:])
    settings = Settings(home=harmed.root, profile="live", deepstate_terms="volunteer", contact="a@example.org")
    findings = {finding.what: finding.state for finding in home_findings(settings)}
    assert findings == {
        "Release 2024-01-05.1 is damaged (landtally.duckdb is not what was published): "
        "`landtally rollback` to a whole one, or rebuild.": "bad"
    }


def home_findings(settings: Settings) -> Iterator[Finding]:
    """What the doctor says of releases, before it asks any source."""
    for finding in examine(settings):
        if finding.what.startswith("Release"):
            yield finding
            return


def test_the_data_package_describes_every_table_by_its_file(home: Home) -> None:
    folder = home.current.resolve()
    package = orjson.loads((folder / "datapackage.json").read_bytes())
    tables = load_tables("mart")
    assert {resource["name"] for resource in package["resources"]} == {table.name for table in tables.values()}
    for resource in package["resources"]:
        path = folder / resource["path"]
        assert path.stat().st_size == resource["bytes"]
        assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        columns = tables[f"mart.{resource['name']}"].columns
        assert [field["name"] for field in resource["schema"]["fields"]] == list(columns)
        if resource["format"] == "csv":
            assert path.read_text(encoding="utf-8").split("\n")[0] == ",".join(columns)


def test_the_dictionary_names_every_column_with_source_and_licence(home: Home) -> None:
    text = (home.current / "dictionary.md").read_text(encoding="utf-8")
    for table in load_tables("mart").values():
        section = text.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        assert "Source: " in section
        for name in table.columns:
            assert f"| {name} |" in section


def test_the_citation_file_names_the_version_that_runs() -> None:
    cited = yaml.safe_load((CHECKOUT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(cited)
    assert cited["version"] == __version__
