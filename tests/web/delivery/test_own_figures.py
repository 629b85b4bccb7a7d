"""Readings that people type become a dataset of the workspace at the next build; what is published waits for people."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from placewright.build.archives import workspace_files
from placewright.build.kept_readings import read_readings
from placewright.records.claim import Claim
from placewright.web.accounts.models import Account
from placewright.web.config.serving import prepare
from placewright.web.delivery.models import Reading
from placewright.web.delivery.services import keep_reading
from placewright.web.strategy import building
from placewright.web.strategy.agreement import NotAFastForward
from placewright.web.strategy.differences import difference_of
from placewright.web.strategy.exporting import lay_out_workspace
from placewright.web.strategy.importing import import_folder
from placewright.web.strategy.models import Build, BuildState, Evidence, Refresh, RefreshState
from placewright.web.strategy.refresh_work import work_off
from placewright.web.strategy.rows_in_bulk import write_records
from placewright.web.strategy.stores import add_evidence, share_tree
from placewright.workspace.folder import open_workspace
from placewright.workspace.records_in_toml import record_from_plain

pytestmark = [pytest.mark.long, pytest.mark.django_db]

CLAIM = {
    "id": "kept-jobs-many",
    "title": "Many kept their jobs",
    "stance": "strength",
    "foundation": "people",
    "text": "Of those who were helped into work, {{ kept }} kept it in {{ kept.period }}.",
    "figures": {"kept": {"indicator": "measure-kept-jobs", "place": "E10000015", "period": "2025"}},
    "holds": [{"figure": "kept", "is": "above", "than": 100.0}],
}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, public: Build) -> Build:
    """Builds that end at once with what the public sees; what they are made from is laid out as ever."""

    def built(build: Build, progress: object) -> None:
        if not build.site.is_dir():
            share_tree(public.out, build.out)
        build.state = BuildState.READY

    monkeypatch.setattr(building, "_follow", built)
    return public


def _read(by: Account, value: float, period: str = "2025") -> Reading:
    return keep_reading(Reading(measure="kept-jobs", period=period, value=value, source="Return"), by=by)


def _build(by: Account) -> Build:
    return building.run_build(building.new_build("a test", by=by))


def test_a_reading_is_part_of_the_evidence_after_the_next_build(quick: Build, analyst: Account) -> None:
    _read(analyst, 120.0)
    build = _build(analyst)

    assert build.evidence_id != quick.evidence_id
    assert [one.value for one in read_readings(build.workspace)] == [120.0]
    assert "readings-of-measures" in open_workspace(build.workspace).datasets
    assert not read_readings(quick.workspace), "an earlier build stays as it is"
    assert _build(analyst).evidence_id == build.evidence_id, "nothing new makes no version"
    assert not Refresh.objects.exists()


def test_a_corrected_reading_under_a_live_claim_waits_as_a_refresh(quick: Build, analyst: Account) -> None:
    _read(analyst, 120.0)
    first = _build(analyst)
    write_records("claim", {"kept-jobs-many": record_from_plain(CLAIM, Claim, where="claim")})
    _read(analyst, 80.0)

    second = _build(analyst)

    assert second.evidence_id == first.evidence_id
    assert [one.value for one in read_readings(second.workspace)] == [120.0]
    waiting = Refresh.objects.get(is_open=True)
    assert waiting.datasets == ["readings-of-measures"]
    _build(analyst)
    assert Refresh.objects.count() == 1, "one refresh waits, not one for each build"
    work_off(waiting)
    waiting.refresh_from_db()
    assert waiting.state == RefreshState.READY, waiting.trouble
    assert waiting.build is not None
    assert [one.value for one in read_readings(waiting.build.workspace)] == [80.0]
    assert waiting.outcomes[0]["changes"] == "measure-kept-jobs"


def test_readings_leave_and_come_back_with_the_workspace_byte_for_byte(
    quick: Build, analyst: Account, tmp_path: Path
) -> None:
    _read(analyst, 120.0)
    _read(analyst, 131.5, "2026")
    _build(analyst)
    lay_out_workspace(tmp_path / "out")
    left = _contents(tmp_path / "out")
    Reading.objects.all().delete()
    Build.objects.filter(switches=None).delete()

    import_folder(tmp_path / "out")
    _build(analyst)
    lay_out_workspace(tmp_path / "again")

    assert "readings/readings-of-measures.csv" in left
    assert _contents(tmp_path / "again") == left
    assert Evidence.objects.first() is not None


def test_the_folder_it_was_started_from_is_taken_over_after_readings_made_a_version_of_the_evidence(
    quick: Build, analyst: Account, pilot_copy: Path
) -> None:
    import_folder(pilot_copy)
    _read(analyst, 120.0)
    _build(analyst)
    with_readings = Evidence.objects.first()
    assert with_readings is not None and "readings" in with_readings.note

    for _start in range(2):  # each time that it is served
        brought = import_folder(pilot_copy)
        assert brought.evidence == with_readings, "nothing to build, and no reading lost"
        assert difference_of(pilot_copy).is_empty


def test_serving_the_folder_again_builds_nothing_where_readings_wait_in_a_build_that_nobody_showed(
    quick: Build, analyst: Account, pilot_copy: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    import_folder(pilot_copy)
    _read(analyst, 120.0)
    building.run_build(building.new_build("a look", by=analyst, to_publish=False))
    builds = Build.objects.count()
    said: list[str] = []
    monkeypatch.setattr("placewright.web.config.migrating.migrate_where_needed", lambda data, say: None)

    prepare(Path(settings.DATA), pilot_copy, said.append)

    assert not any("Building" in words for words in said)
    assert Build.objects.count() == builds
    shown = building.shown_build()
    assert shown == quick


def test_newer_figures_of_that_folder_come_in_beside_the_readings(
    quick: Build, analyst: Account, pilot_copy: Path
) -> None:
    import_folder(pilot_copy)
    _read(analyst, 120.0)
    _build(analyst)

    for words in ("renewed there", "renewed there again"):
        (pilot_copy / "figures" / "note.txt").write_text(words, encoding="utf-8")
        brought = import_folder(pilot_copy)
        assert (brought.evidence.folder / "figures" / "note.txt").read_text(encoding="utf-8") == words
        assert [one.value for one in read_readings(brought.evidence.folder)] == [120.0]


def test_figures_renewed_here_are_not_replaced_because_there_are_readings_too(
    quick: Build, analyst: Account, pilot_copy: Path, tmp_path: Path
) -> None:
    import_folder(pilot_copy)
    _read(analyst, 120.0)
    renewed = tmp_path / "renewed"
    share_tree(_build(analyst).workspace, renewed)
    (renewed / "figures" / "note.txt").write_text("renewed here", encoding="utf-8")
    add_evidence(renewed)
    shown = building.shown_build()
    assert shown is not None
    assert import_folder(pilot_copy).evidence == shown.evidence, "and nobody has decided to show the renewed ones"
    (pilot_copy / "figures" / "note.txt").write_text("renewed there", encoding="utf-8")

    with pytest.raises(NotAFastForward, match="figures/"):
        import_folder(pilot_copy)


def _contents(folder: Path) -> dict[str, bytes]:
    return {path: at.read_bytes() for path, at in workspace_files(folder).items()}
