"""An edition is pinned and packed so that every byte of it can be computed again; new data say what they break."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from placewright.build import edition_files
from placewright.build.archives import HELD, MANIFEST, BadArchive, export_workspace
from placewright.build.comparing import compare_workspace
from placewright.build.edition_files import EditionFiles, make_edition_files, recompute_edition
from placewright.build.held_files import held_files, holding_for_editions
from placewright.build.starting_strategy import CHAPTER, write_start
from placewright.build.strategy_step import BrokenClaims
from placewright.cli.main import main
from placewright.core.errors import BadRecord, PlacewrightError
from placewright.core.fingerprints import fingerprint_of_file
from placewright.ledger.link_reviews import UnknownRecord
from placewright.records.edition import EditionKind
from placewright.records.verdict import Verdict
from placewright.workspace.folder import open_workspace, write_dataset

from .conftest import make_small_workspace

TODAY = date(2026, 1, 31)
DATASET = "ons-productivity-itl"


@pytest.fixture(scope="module")
def edited_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with a starting strategy and a first edition, made once and never changed."""
    folder = make_small_workspace(tmp_path_factory.mktemp("editions") / "hertfordshire")
    write_start(open_workspace(folder), today=TODAY)
    made(folder, "draft-1", EditionKind.DRAFT)
    return folder


@pytest.fixture
def edited(edited_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(edited_once, tmp_path / "hertfordshire")


def made(folder: Path, id: str, kind: EditionKind, parent: str = "") -> EditionFiles:
    return make_edition_files(
        open_workspace(folder), id=id, title=f"The {kind}", kind=kind, on=TODAY, parent=parent, processes=1
    )


def with_new_data(folder: Path, place: str, change: float) -> None:
    """Pin figures in which the value added per hour of a place is another."""
    workspace = open_workspace(folder)
    path = workspace.figures()[DATASET].path
    table = pq.read_table(path)
    hit = pc.and_(
        pc.equal(table["place"].cast(pa.string()), place), pc.equal(table["measure"].cast(pa.string()), "gva-per-hour")
    )
    for name in ("value", "low", "high"):
        at = table.schema.get_field_index(name)
        column = pc.if_else(hit, pc.add(table[name], change), table[name])
        table = table.set_column(at, table.schema.field(name), column)
    pq.write_table(table, path)
    write_dataset(folder, replace(workspace.datasets[DATASET], figures_sha256=fingerprint_of_file(path)))


def files_of(folder: Path) -> Mapping[str, str]:
    left_out = {"build", "editions"}
    return {
        path.relative_to(folder).as_posix(): fingerprint_of_file(path)
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in left_out
    }


def test_an_edition_pins_records_data_claims_and_published_files(edited_once: Path) -> None:
    from placewright.build.edition_files import edition_of

    edition = edition_of(open_workspace(edited_once), "draft-1")
    assert edition.date == TODAY
    assert f"chapter:{CHAPTER}" in edition.records
    assert DATASET in edition.datasets
    assert edition.claims["hour-of-work"].startswith("holds ")
    assert {"claims.json", "evidence.parquet", "site/"} <= set(edition.outputs)


def test_every_byte_of_an_edition_can_be_computed_again_whatever_became_of_the_workspace(edited: Path) -> None:
    (edited / "strategy" / f"{CHAPTER}.md").unlink()
    with holding_for_editions(edited):
        with_new_data(edited, "TLH23", 5.0)
    found = recompute_edition(open_workspace(edited), "draft-1", processes=1)
    assert found.is_sound, found
    assert [check.what for check in found.checks] == ["datasets", "records", "claims and figures", "caveats", "files"]


def test_a_pin_that_was_tampered_with_is_found(edited: Path) -> None:
    record = edited / "editions" / "draft-1.toml"
    lines = record.read_text().splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith('"claims.json"'))
    lines[at] = f'"claims.json" = "{"0" * 64}"'
    record.write_text("\n".join(lines))
    found = recompute_edition(open_workspace(edited), "draft-1", processes=1)
    assert not found.is_sound
    assert found.checks[-1].differ == ("claims.json",)


def test_an_archive_that_was_rewritten_consistently_is_held_against_the_pins_before_anything_is_built(
    edited: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive, name = edited / "editions" / "draft-1.zip", "claims/hour-of-work.md"
    with zipfile.ZipFile(archive) as packed:
        members = {path: packed.read(path) for path in packed.namelist()}
    members[name] += b"\nAnd more.\n"
    manifest = json.loads(members[MANIFEST])
    manifest["files"][name] = {"sha256": hashlib.sha256(members[name]).hexdigest(), "bytes": len(members[name])}
    members[MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in members.items():
            packed.writestr(path, content)
    assert main(["verify", str(edited), "draft-1"]) == 1
    said = capsys.readouterr().out
    assert "claim:hour-of-work is not what draft-1.toml pins" in said
    assert "nothing was built" in said


def test_a_text_that_this_program_refuses_is_said_without_a_temporary_folder(
    edited: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise BrokenClaims("It says too much.", where="claims/x.md", fix="`placewright check /a/temporary/folder`")

    monkeypatch.setattr(edition_files, "build_workspace", refuse)
    assert main(["verify", str(edited), "draft-1"]) == 1
    said = capsys.readouterr().out
    assert "claims/x.md: It says too much." in said and "temporary" not in said
    assert "claims and figures: " in said and "what the edition says stands" in said
    assert "whether the published files agree cannot be told here" in said


def test_a_file_that_another_program_lays_out_otherwise_does_not_put_in_doubt_what_an_edition_says(
    edited: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(edition_files, "code_fingerprint", lambda: "another")
    monkeypatch.setattr(edition_files, "published_fingerprints", lambda folder: {"claims.json": "0"})
    assert main(["verify", str(edited), "draft-1"]) == 1
    said = capsys.readouterr().out
    assert "what the edition says stands" in said and "Other programs made it" in said
    assert "with what made it: the code of Placewright of its day" in said


def test_a_damaged_or_missing_part_of_an_edition_is_named(edited: Path) -> None:
    own = edited / "figures" / f"{DATASET}.parquet"
    content = own.read_bytes()
    with holding_for_editions(edited):
        own.write_bytes(content[:-1] + b"x")
    [held] = (edited / HELD).iterdir()
    held.write_bytes(content[:-1] + b"y")
    with pytest.raises(BadArchive, match="not those that were packed"):
        recompute_edition(open_workspace(edited), "draft-1")
    held.unlink()
    with pytest.raises(BadArchive, match=f"{DATASET}.parquet'.* is gone or has changed.*{HELD}/"):
        recompute_edition(open_workspace(edited), "draft-1")
    (edited / "editions" / "draft-1.zip").unlink()
    with pytest.raises(BadArchive, match="archive is missing"):
        recompute_edition(open_workspace(edited), "draft-1")


def test_an_edition_changes_nothing_else_and_its_successor_shares_its_figures(edited: Path) -> None:
    before = files_of(edited)
    after = made(edited, "consultation-1", EditionKind.CONSULTATION, "draft-1")
    assert files_of(edited) == before
    assert not (edited / HELD).exists()  # the figures lie in the workspace
    assert after.edition.parent == "draft-1"
    assert "The consultation" in (after.published / "site" / "changes.html").read_text()


def test_figures_are_held_when_the_workspace_gets_others_and_the_edition_still_agrees(edited: Path) -> None:
    own = edited / "figures" / f"{DATASET}.parquet"
    before = own.read_bytes()
    with holding_for_editions(edited):
        with_new_data(edited, "TLH23", 1.5)
    [held] = (edited / HELD).iterdir()
    assert held.read_bytes() == before != own.read_bytes()
    assert recompute_edition(open_workspace(edited), "draft-1", processes=1).is_sound
    named = held_files(edited, edited / "editions" / "draft-1.zip")
    assert named[held.name] == held and all(at.is_file() for at in named.values())


def test_nothing_is_held_of_figures_that_stay_as_they_are_even_where_writing_fails(edited: Path) -> None:
    with pytest.raises(OSError, match="no room"), holding_for_editions(edited):
        assert any((edited / HELD).iterdir())
        raise OSError("no room")
    assert not (edited / HELD).exists()


def test_an_edition_may_not_skip_a_step_be_made_twice_or_follow_nothing(edited: Path) -> None:
    with pytest.raises(BadRecord, match="It must follow a co-design edition"):
        made(edited, "final", EditionKind.AGREED, "draft-1")
    with pytest.raises(BadRecord, match="editions do not change"):
        made(edited, "draft-1", EditionKind.DRAFT)
    with pytest.raises(BadRecord, match="Did you mean 'draft-1'"):
        made(edited, "next", EditionKind.CONSULTATION, "draft-2")
    assert sorted(path.name for path in (edited / "editions").glob("*.toml")) == ["draft-1.toml"]


def test_an_edition_prints_its_own_day_on_cover_and_foot(edited_once: Path) -> None:
    site = edited_once / "build" / "editions" / "draft-1" / "site"
    assert "The draft, 31 January 2026." in (site / "method.html").read_text(encoding="utf-8")
    assert ", 31 January 2026" in (site / "strategy" / "index.html").read_text(encoding="utf-8")


def test_a_workspace_with_errors_gets_no_edition(edited: Path) -> None:
    with_new_data(edited, "TLH23", -20.0)
    with pytest.raises(BrokenClaims, match="hour-of-work"):
        made(edited, "draft-2", EditionKind.DRAFT)
    assert not (edited / "editions" / "draft-2.toml").exists()


def test_nothing_has_changed_since_an_edition_that_was_just_made(edited: Path) -> None:
    found = compare_workspace(open_workspace(edited), "draft-1", today=TODAY)
    assert found.changes == ()


def test_new_data_name_the_claims_they_break_with_old_and_new_values(edited: Path) -> None:
    old = shutil.copytree(edited, edited.with_name("old"))
    with_new_data(edited, "TLH23", -20.0)
    since = compare_workspace(open_workspace(edited), "draft-1", today=TODAY)
    (broken,) = since.broken
    assert (broken.id, broken.before, broken.after) == ("hour-of-work", Verdict.HOLDS, Verdict.FAILS)
    (figure,) = broken.figures
    assert (figure.before, figure.after) == ("£40.80", "£20.80")
    assert "£20.80" in broken.sentence
    assert "claims/hour-of-work.md" in broken.fix
    export_workspace(old, edited.with_name("old.zip"), id="old")
    for against in (old, edited.with_name("old.zip"), old / "editions" / "draft-1.zip"):
        found = compare_workspace(open_workspace(edited), str(against), today=TODAY)
        assert [claim.id for claim in found.broken] == ["hour-of-work"]
        assert "£40.80" in found.broken[0].said_before


def test_a_caveat_since_an_edition_is_told_with_the_sentences_that_rest_on_it(
    edited: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (edited / "caveats").mkdir(exist_ok=True)
    words = f'id = "late"\ndataset = "{DATASET}"\ntext = "Hours came late."\nby = "analyst"\ndate = 2026-01-30\n'
    (edited / "caveats" / "late.toml").write_text(words)
    found = compare_workspace(open_workspace(edited), "draft-1", today=TODAY)
    (caveat,) = found.caveats
    assert (caveat.id, caveat.how, caveat.before, caveat.after) == (
        "late",
        "added",
        "",
        f"Hours came late. ({DATASET})",
    )
    resting = {claim.id: claim for claim in caveat.rests}
    assert "£40.80" in resting["hour-of-work"].sentence
    assert "£40.80" in {figure.before for figure in resting["hour-of-work"].figures}
    assert main(["diff", str(edited), "--against", "draft-1", "--today", TODAY.isoformat()]) == 0
    said = capsys.readouterr().out
    assert "late: added" in said and "(claim:hour-of-work)" in said


def test_data_that_mend_a_claim_say_so(edited: Path) -> None:
    new = shutil.copytree(edited, edited.with_name("new"))
    with_new_data(new, "TLH23", -20.0)
    found = compare_workspace(open_workspace(edited), str(new), today=TODAY)
    assert found.broken == ()
    assert [(claim.id, claim.is_mended) for claim in found.turned] == [("hour-of-work", True)]


def test_an_unknown_edition_offers_the_nearest(edited: Path) -> None:
    with pytest.raises(UnknownRecord, match="Did you mean 'draft-1'"):
        compare_workspace(open_workspace(edited), "draft-2", today=TODAY)
    with pytest.raises(UnknownRecord, match="Did you mean 'draft-1'"):
        recompute_edition(open_workspace(edited), "draft-2")


def test_a_start_is_made_of_what_the_figures_bear_out_and_only_once(edited_once: Path) -> None:
    chapter = (edited_once / "strategy" / f"{CHAPTER}.md").read_text()
    assert "This is a starting point" in chapter
    assert "{{ claim:hour-of-work }}" in chapter
    assert "more than in the United Kingdom" in (edited_once / "claims" / "hour-of-work.md").read_text()
    assert (edited_once / "checklists" / "lis.toml").is_file()
    with pytest.raises(PlacewrightError, match="nothing was touched"):
        write_start(open_workspace(edited_once), today=TODAY)
