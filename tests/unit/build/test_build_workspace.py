"""A build makes everything once, and again only what depends on something that changed."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from accessible_sheets import faults_of
from placewright.build import everything
from placewright.build.pipeline import build_workspace
from placewright.build.report import BuildReport
from placewright.core.errors import PlacewrightError
from placewright.core.fingerprints import fingerprint_of_file
from placewright.evidence.catalogue import FOLDER
from placewright.sources import catalogue
from placewright.workspace.folder import open_workspace

TODAY = date(2026, 1, 31)


def build(workspace: Path, out: Path) -> BuildReport:
    return build_workspace(open_workspace(workspace), out, today=TODAY, processes=1)


def bytes_of(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in ("report.json", ".state.json")  # what a build says of itself
    }


def change_one_figure(workspace: Path, dataset: str, place: str) -> None:
    """Raise the last value of a place by a tenth, and pin the changed file as adoption would."""
    path = workspace / "figures" / f"{dataset}.parquet"
    table = pq.ParquetFile(path).read()
    rows = table.to_pylist()
    changed = max((row for row in rows if row["place"] == place and row["value"]), key=lambda row: row["period"])
    changed["value"] *= 1.1
    before = fingerprint_of_file(path)
    pq.write_table(type(table).from_pylist(rows, schema=table.schema), path)
    record = workspace / "datasets" / f"{dataset}.toml"
    record.write_text(record.read_text().replace(before, fingerprint_of_file(path)))


def test_a_build_writes_what_its_reference_names_and_a_second_one_runs_nothing(built: tuple[Path, Path]) -> None:
    workspace, out = built
    for name in ("evidence.parquet", "data/datapackage.json", "data/evidence.xlsx", "site/index.html", "report.json"):
        assert (out / name).is_file(), name
    before = bytes_of(out)
    second = build(workspace, out)
    assert [step.outcome for step in second.steps] == ["kept"]
    assert bytes_of(out) == before
    assert json.loads((out / "report.json").read_text())["ran"] == 0


def test_a_workbook_that_is_passed_on_alone_says_what_it_is_and_whose_figures_it_holds(
    built: tuple[Path, Path],
) -> None:
    _, out = built
    about = json.loads((out / "data" / "datapackage.json").read_text())["description"]
    assert faults_of((out / "data" / "evidence.xlsx").read_bytes()) == []
    book = CalamineWorkbook.from_path(out / "data" / "evidence.xlsx")
    cover = " ".join(str(row[0]) for row in book.get_sheet_by_name("Cover").to_python())
    assert about in cover
    sources = book.get_sheet_by_name("Sources").to_python()
    heads = next(row for row in sources if row[0] == "Source")
    rows = sources[sources.index(heads) + 1 :]
    known = {row[0] for row in rows}
    assert all(row[heads.index("Licence")] and row[heads.index("Attribution")] for row in rows)
    used = book.get_sheet_by_name("Places").to_python()
    column = next(row for row in used if row[0] == "Indicator").index("Sources")
    named = {name for row in used[4:] for name in str(row[column]).split(", ")}
    assert named and named <= known


def test_the_lines_of_the_reference_read_the_tables_in_python(
    built: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pandas")
    _, out = built
    for table, head in (("claims", "id,verdict"), ("claim-figures", "claim,figure,value")):  # this place has no claims
        (tmp_path / f"{table}.csv").write_text(f"{head}\n", encoding="utf-8")
    (tmp_path / "evidence.csv").write_bytes((out / "data" / "evidence.csv").read_bytes())
    monkeypatch.chdir(tmp_path)
    reference = (Path(__file__).parents[3] / "docs" / "reference" / "output.md").read_text(encoding="utf-8")
    read: dict[str, Any] = {}
    exec(re.findall(r"```python\n(.*?)```", reference, re.DOTALL)[0], read)
    assert len(read["rows"]) and read["wide"].notna().any(axis=None) and read["figures"].empty


def test_a_row_of_the_evidence_can_be_read_by_itself(built: tuple[Path, Path]) -> None:
    _, out = built
    with (out / "data" / "evidence.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    own = next(row for row in rows if (row["indicator"], row["place"]) == ("house-price-to-earnings", "E07000243"))
    assert (own["indicator_name"], own["place_name"]) == ("House price against earnings", "Stevenage")
    assert all(row["indicator_name"] and row["place_name"] for row in rows)


def test_the_same_figures_give_the_same_bytes(built: tuple[Path, Path]) -> None:
    workspace, out = built
    build(workspace, out.parent / "again")
    assert bytes_of(out.parent / "again") == bytes_of(out)


def test_a_changed_dataset_runs_only_what_depends_on_it(built: tuple[Path, Path]) -> None:
    workspace, out = built
    change_one_figure(workspace, "ons-affordability", "E07000243")
    report = build(workspace, out)
    ran = {step.name for step in report.ran}
    assert "indicator house-price-to-earnings" in ran
    assert "place E07000243" in ran
    assert "indicator gva-per-hour" not in ran
    assert "chart library" not in ran
    evidence = next(step for step in report.ran if step.name == "evidence")
    assert "house-price-to-earnings changed" in evidence.why
    assert "population" not in evidence.why


def test_a_removed_page_is_made_again(built: tuple[Path, Path]) -> None:
    workspace, out = built
    page = out / "site" / "indicators" / "population.html"
    content = page.read_bytes()
    page.unlink()
    report = build(workspace, out)
    assert [step.name for step in report.ran] == ["indicator population"]
    assert page.read_bytes() == content


def test_an_indicator_that_is_gone_takes_its_page_with_it(built: tuple[Path, Path]) -> None:
    workspace, out = built
    assert (out / "site/indicators/house-price-to-earnings.html").is_file()
    (workspace / "datasets/ons-affordability.toml").unlink()
    build(workspace, out)
    assert not (out / "site/indicators/house-price-to-earnings.html").exists()


def test_figures_changed_by_hand_stop_the_build_with_the_mend(small_workspace: Path, tmp_path: Path) -> None:
    path = small_workspace / "figures" / "ons-affordability.parquet"
    path.write_bytes(path.read_bytes() + b"0")
    with pytest.raises(PlacewrightError, match="not what `adopt` wrote"):
        build(small_workspace, tmp_path / "out")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("caveats/dacorum-payroll-pay.toml", "ashe-workplace", "ashe-workplce", "Did you mean 'ashe-workplace'"),
        ("caveats/dacorum-payroll-pay.toml", "E07000096", "E07000996", "There is no place 'E07000996'"),
        ("workspace.toml", '"E07000243"', '"E07000943"', "There is no place 'E07000943'"),
        ("workspace.toml", '"gva-per-hour"', '"gva-per-huor"', "Did you mean 'gva-per-hour'"),
    ],
)
def test_a_name_that_nothing_answers_to_stops_the_build_and_offers_the_nearest(
    small_workspace: Path, tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    path = small_workspace / file
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(PlacewrightError, match=re.escape(said)):
        build(small_workspace, tmp_path / "out")


def test_an_own_indicator_of_an_unknown_measure_stops_the_build(small_workspace: Path, tmp_path: Path) -> None:
    (small_workspace / "indicators").mkdir()
    text = (FOLDER / "house-price-to-earnings.toml").read_text()
    text = text.replace('id = "house-price-to-earnings"', 'id = "own"')
    text = text.replace('measure = "house-price-to-earnings"', 'measure = "house-price-to-earning"')
    (small_workspace / "indicators/own.toml").write_text(text)
    with pytest.raises(PlacewrightError, match="no measure 'house-price-to-earning'"):
        build(small_workspace, tmp_path / "out")


def test_a_workspace_without_figures_says_what_to_run(small_workspace: Path, tmp_path: Path) -> None:
    for path in (small_workspace / "datasets").glob("*.toml"):
        path.unlink()
    with pytest.raises(PlacewrightError, match="placewright fetch"):
        build(small_workspace, tmp_path / "out")


def test_a_release_that_was_due_is_a_warning_and_stops_nothing(built: tuple[Path, Path]) -> None:
    workspace, out = built
    (workspace / "sources").mkdir()
    text = (catalogue.FOLDER / "ons-affordability.toml").read_text()
    due = re.sub(r"^next_release = .*$", "", text, flags=re.MULTILINE)
    due = re.sub(r"^reader = ", "next_release = 2026-01-01\nreader = ", due, count=1, flags=re.MULTILINE)
    (workspace / "sources/ons-affordability.toml").write_text(due)
    report = build(workspace, out)
    assert any("A newer release was due on 1 January 2026" in issue.what for issue in report.issues)


@pytest.mark.parametrize("step", ["make_world", "make_tables"])
def test_after_a_build_that_was_stopped_the_next_one_makes_what_a_whole_one_would(
    step: str, built: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, out = built
    before, was = bytes_of(out), {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    change_one_figure(workspace, "ons-affordability", "E07000243")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(everything, step, stop)
        with pytest.raises(KeyboardInterrupt):
            build(workspace, out)
    assert bytes_of(out) != before
    for path, content in was.items():
        path.write_bytes(content)
    build(workspace, out)
    assert bytes_of(out) == before


def test_a_build_that_was_stopped_before_it_drew_pages_leaves_those_that_did_not_change(
    built: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, out = built

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    change_one_figure(workspace, "ons-affordability", "E07000243")
    with monkeypatch.context() as patched:
        patched.setattr(everything, "make_world", stop)
        with pytest.raises(KeyboardInterrupt):
            build(workspace, out)
    ran = {step.name for step in build(workspace, out).ran}
    assert "indicator house-price-to-earnings" in ran and "indicator gva-per-hour" not in ran


def test_every_link_of_the_site_leads_to_a_file_of_it(built: tuple[Path, Path]) -> None:
    site = built[1] / "site"
    dead = set()
    for page in site.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text()):
            if not re.match(r"[a-z]+:", link):
                path = unquote(unescape(link))
                target = site / path[1:] if path.startswith("/") else page.parent / path
                if not target.is_file() and target != site:
                    dead.add((page.relative_to(site).as_posix(), link))
    assert not dead
