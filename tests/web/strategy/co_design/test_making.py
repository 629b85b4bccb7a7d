"""An edition made in the background from a build: record, archive, pins and pages, and nothing where errors stop it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from placewright.build.edition_files import make_edition_files, unpack_edition
from placewright.build.starting_strategy import write_start
from placewright.records.edition import EditionKind
from placewright.web.accounts.models import Account
from placewright.web.strategy.building import new_build, run_build
from placewright.web.strategy.co_design import queries
from placewright.web.strategy.co_design.models import MadeEdition
from placewright.web.strategy.co_design.services.making import (
    CannotMake,
    ask_for_edition,
    kinds_to_make,
    open_edition,
    run_making,
)
from placewright.web.strategy.co_design.services.taking_over import CannotTakeOver, editions_elsewhere, take_over
from placewright.web.strategy.exchange import authored_in_database
from placewright.web.strategy.importing import import_folder
from placewright.web.strategy.models import Build, BuildState, Chapter, Edition
from placewright.web.strategy.stores import lay_out
from placewright.workspace.authored import dump_authored
from placewright.workspace.folder import open_workspace

pytestmark = [pytest.mark.long, pytest.mark.django_db]
KEPT = (
    "ons-population-mye",
    "ons-productivity-itl",
    "ons-productivity-lad",
    "ons-productivity-lad-2022",
    "ons-affordability",
)


@pytest.fixture
def small(pilot: Path, tmp_path: Path) -> Build:
    """A build of a few of the pilot's datasets with a starting strategy, which the public sees."""
    folder = tmp_path / "small"
    for part in ("boundaries", "caveats"):
        shutil.copytree(pilot / part, folder / part)
    for part, ending in (("datasets", "toml"), ("figures", "parquet")):
        (folder / part).mkdir()
        for name in KEPT:
            shutil.copy(pilot / part / f"{name}.{ending}", folder / part)
    shutil.copy(pilot / "workspace.toml", folder)
    write_start(open_workspace(folder), today=date(2026, 1, 31))
    build = run_build(new_build("first", evidence=import_folder(folder).evidence))
    assert build.state == BuildState.READY, build.trouble
    return build


def test_an_edition_is_made_pinned_and_packed_and_its_archive_goes_wherever_its_record_goes(
    small: Build, editor: Account, tmp_path: Path
) -> None:
    under_way = open_edition(slug="first", title="The first", parent="", note="", by=editor)
    assert kinds_to_make(under_way) == (EditionKind.DRAFT,)  # a consultation follows a draft, and none is made yet
    for early, why in ((EditionKind.AGREED, "not the turn"), (EditionKind.CONSULTATION, "no draft edition yet")):
        with pytest.raises(CannotMake, match=why):
            ask_for_edition(under_way, early, title="Early", text="", by=editor)
    made = run_making(ask_for_edition(under_way, EditionKind.DRAFT, title="A draft", text="", by=editor))
    assert made.state == BuildState.READY, made.trouble
    assert queries.agrees_with_pins(made)
    assert kinds_to_make(under_way) == (EditionKind.DRAFT, EditionKind.CONSULTATION)
    record = Edition.objects.get(slug="first-draft")
    assert (record.kind_of, record.live) == ("draft", True)
    page = next((made.site / "strategy").glob("[!i]*.html"))
    before = page.read_bytes()

    Chapter.objects.update(text="Quite another text.")
    again = tmp_path / "again"
    lay_out(small.evidence, dump_authored(authored_in_database()), again)
    assert page.read_bytes() == before and b"data-paragraph" in before
    assert unpack_edition(open_workspace(again), "first-draft", tmp_path / "unpacked").program

    Chapter.objects.update(text="Only {{ nothing.now }} of this exists.")
    broken = run_build(new_build("second", to_publish=False))
    assert broken.state == BuildState.STOPPED
    with pytest.raises(CannotMake, match="no build"):
        ask_for_edition(under_way, EditionKind.DRAFT, title="A second", text="", by=editor, build=broken)
    assert MadeEdition.objects.count() == 1


def made_elsewhere(folder: Path, *kinds: EditionKind) -> None:
    """Editions as the command line makes them, one after the other, brought in with their workspace."""
    shutil.rmtree(folder / "build", ignore_errors=True)
    parent = ""
    for kind in kinds:
        id = f"{kind}-by-hand"
        workspace = open_workspace(folder)
        make_edition_files(workspace, id=id, title="By hand", kind=kind, on=date(2026, 1, 31), parent=parent)
        parent = id
    import_folder(folder)


def test_an_edition_made_on_the_command_line_gets_its_public_page_byte_for_byte(
    small: Build, editor: Account, tmp_path: Path, client: Client
) -> None:
    made_elsewhere(tmp_path / "small", EditionKind.DRAFT, EditionKind.CONSULTATION)
    assert {row.slug for row in editions_elsewhere()} == {"draft-by-hand", "consultation-by-hand"}
    assert client.get("/editions/consultation-by-hand/").status_code == 404
    with pytest.raises(CannotTakeOver, match="note"):
        take_over("consultation-by-hand", note=" ", by=editor)
    made = run_making(take_over("consultation-by-hand", note="Made by the county in January.", by=editor))
    assert made.state == BuildState.READY, made.trouble
    assert queries.agrees_with_pins(made) and [row.slug for row in editions_elsewhere()] == ["draft-by-hand"]
    assert client.get("/editions/consultation-by-hand/").status_code == 200
    assert "By hand" in client.get("/editions/").content.decode()
    assert made.under_way.transitions.get().note == "Made by the county in January."


def test_an_edition_whose_bytes_are_not_its_pins_gets_no_page_until_it_is_mended(
    small: Build, editor: Account, tmp_path: Path, client: Client
) -> None:
    made_elsewhere(tmp_path / "small", EditionKind.DRAFT)
    row = Edition.objects.get(slug="draft-by-hand")
    right = dict(row.outputs)
    Edition.objects.update(outputs=dict.fromkeys(right, "0" * 64))
    made = run_making(take_over("draft-by-hand", note="From the county.", by=editor))
    assert made.state == BuildState.STOPPED and "not what its record pins" in made.trouble[0]["what"]
    assert not made.folder.exists()
    Edition.objects.update(outputs=right)
    assert run_making(take_over("draft-by-hand", note="Again.", by=editor)).state == BuildState.READY
    assert client.get("/editions/draft-by-hand/").status_code == 404, "a draft is the team's"
    client.force_login(editor)
    assert client.get("/team/co-design/editions/draft-by-hand/read/").status_code == 200
