"""The figures that the explorer reads are those of the ledger, whichever code of a territory is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from placewright.build.territory import bundles_of
from placewright.evidence.table import EVIDENCE
from placewright.ledger.evidence_index import EvidenceIndex
from placewright.web.explorer.evidence_shown import evidence_shown, prepare_build
from placewright.workspace.folder import open_workspace

pytestmark = pytest.mark.django_db


def test_a_place_has_the_same_newest_figure_as_in_the_ledger(explored: Path) -> None:
    evidence = evidence_shown()
    assert evidence is not None
    workspace = evidence.shown.workspace
    index = EvidenceIndex(pq.read_table(explored / "evidence.parquet").cast(EVIDENCE), made=bundles_of(workspace))
    places = (evidence.area, *workspace.record.members[:2], *workspace.record.comparators.wider)
    compared = 0
    for place in places:
        latest = evidence.figures.latest_of(place)
        for name in list(evidence.indicators):
            figures = evidence.figures.of(name, "")
            found = index.find(name, place)
            row = None if figures is None else figures.row_of(place)
            assert (found is None) == (row is None) == (name not in latest), (name, place)
            if figures is not None and row is not None and found is not None and found.value is not None:
                at = int(figures.latest[row])
                shown = (figures.panel.places[row], figures.periods[at], float(figures.panel.value[row, at]))
                assert shown == (found.place, found.period, found.value), (name, place)
                assert (latest[name].place, latest[name].period, latest[name].value) == shown
                compared += 1
    assert compared > 500


def test_what_is_prepared_is_made_once_for_one_content(explored: Path, store: Path) -> None:
    evidence_shown()
    before = {path: path.stat().st_mtime_ns for path in (store / "prepared").glob("*/*")}
    prepare_build(explored, open_workspace(explored.parent / "workspace"))
    assert before == {path: path.stat().st_mtime_ns for path in (store / "prepared").glob("*/*")}


def test_half_of_what_is_prepared_is_never_seen(explored: Path, store: Path) -> None:
    evidence_shown()
    shutil.rmtree(store / "prepared")
    prepare_build(explored, open_workspace(explored.parent / "workspace"))
    (made,) = [path for path in (store / "prepared").iterdir() if path.is_dir()]
    assert not made.name.startswith(".part-")
    assert {path.name for path in made.iterdir()} >= {"figures.arrow", "latest.arrow", "outlines-lad.json"}
