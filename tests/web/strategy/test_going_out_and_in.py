"""The whole workspace goes out of the database and back in: byte for byte, and never over what was done here."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from placewright.build.archives import EXCHANGE, export_workspace, import_workspace, workspace_files
from placewright.web.accounts.models import Account
from placewright.web.strategy.agreement import NotAFastForward
from placewright.web.strategy.differences import difference_of
from placewright.web.strategy.exporting import export_to_archive, lay_out_workspace
from placewright.web.strategy.importing import import_folder
from placewright.web.strategy.models import Claim, Incoming, IncomingState
from placewright.web.strategy.rows_in_bulk import drafts_behind
from placewright.web.strategy.stores import add_evidence, share_tree

pytestmark = [pytest.mark.long, pytest.mark.django_db]

CLAIM = "claims/lead-lost.md"


@pytest.fixture
def out(pilot: Path, tmp_path: Path) -> Path:
    """The pilot's workspace, taken over and exported again, as a folder."""
    import_folder(pilot)
    return exported(tmp_path / "out")


def exported(folder: Path) -> Path:
    archive = folder.with_suffix(".zip")
    export_to_archive(archive)
    import_workspace(archive, folder)
    return folder


def rewrite(folder: Path, path: str, old: str, new: str) -> None:
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_every_file_of_the_pilot_comes_back_byte_for_byte(pilot: Path, out: Path) -> None:
    there = workspace_files(pilot)
    back = workspace_files(out)
    assert back.keys() == there.keys()
    assert [path for path in there if there[path].read_bytes() != back[path].read_bytes()] == []


def test_an_archive_from_the_database_is_the_one_that_an_export_of_its_folder_makes(out: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    export_workspace(out, again, id=out.joinpath("workspace.toml").read_text().split('id = "')[1].split('"')[0])
    assert again.read_bytes() == out.with_suffix(".zip").read_bytes()


def test_what_was_changed_in_an_exported_folder_comes_back_even_to_a_record_that_was_changed_here(
    pilot: Path, tmp_path: Path
) -> None:
    import_folder(pilot)
    Claim.objects.filter(slug="lead-lost").update(title="Lost here")
    folder = exported(tmp_path / "out")
    rewrite(folder, CLAIM, "Lost here", "Lost here and there")
    import_folder(folder)
    assert Claim.objects.get(slug="lead-lost").title == "Lost here and there"


def test_what_was_changed_here_since_the_export_is_named_with_both_versions(out: Path) -> None:
    Claim.objects.filter(slug="lead-lost").update(title="Lost here")
    rewrite(out, CLAIM, "A lead lost", "A lead lost there")
    found = difference_of(out)
    assert not found.is_fast_forward
    assert [(file.path, file.is_conflict) for file in found.files] == [(CLAIM, True)]
    assert "Lost here" in found.files[0].here
    assert "A lead lost there" in found.files[0].there
    with pytest.raises(NotAFastForward, match=r"claims/lead-lost\.md"):
        import_folder(out)


def test_an_older_export_does_not_undo_a_later_one(out: Path, tmp_path: Path) -> None:
    Claim.objects.filter(slug="lead-lost").update(title="Lost here")
    exported(tmp_path / "later")
    with pytest.raises(NotAFastForward):
        import_folder(out)
    assert Claim.objects.get(slug="lead-lost").title == "Lost here"


def test_a_folder_that_was_served_before_does_not_undo_an_archive(pilot: Path, out: Path) -> None:
    rewrite(out, CLAIM, "A lead lost", "A lead lost there")
    import_folder(out)
    with pytest.raises(NotAFastForward):
        import_folder(pilot)


def test_figures_that_were_renewed_here_are_not_replaced_by_older_ones(out: Path, pilot_copy: Path) -> None:
    (pilot_copy / "figures" / "note.txt").write_text("renewed here")
    import_folder(pilot_copy)
    (out / "figures" / "note.txt").write_text("renewed there")
    found = difference_of(out)
    assert found.is_conflict_of_evidence
    with pytest.raises(NotAFastForward, match="figures/"):
        import_folder(out)


def test_an_archive_without_figures_of_its_own_leaves_those_that_were_renewed_here(out: Path, pilot_copy: Path) -> None:
    (pilot_copy / "figures" / "note.txt").write_text("renewed here")
    renewed = import_folder(pilot_copy).evidence
    rewrite(out, CLAIM, "A lead lost", "A lead lost there")
    found = difference_of(out)
    assert found.is_fast_forward and not found.is_other_evidence
    assert import_folder(out).evidence == renewed
    assert Claim.objects.get(slug="lead-lost").title == "A lead lost there"


def test_archives_of_editions_made_here_are_no_other_figures(pilot_copy: Path, tmp_path: Path) -> None:
    import_folder(pilot_copy)
    made = tmp_path / "made"
    share_tree(pilot_copy, made)
    (made / "editions" / "made-here.zip").write_bytes(b"an edition")
    version = add_evidence(made, note="edition made-here")
    folder = tmp_path / "out"
    lay_out_workspace(folder)
    assert (folder / "editions" / "made-here.zip").is_file()
    (folder / "editions" / "held").mkdir(exist_ok=True)
    (folder / "editions" / "held" / "shared.parquet").write_bytes(b"shared")  # as exports write what editions share
    assert difference_of(folder).is_empty
    assert import_folder(pilot_copy).evidence == version, "a folder that knows nothing of it takes it away no more"


def test_an_archive_of_an_edition_that_was_made_elsewhere_comes_in(out: Path) -> None:
    (out / "editions" / "made-there.zip").write_bytes(b"an edition")
    assert difference_of(out).is_other_evidence
    assert (import_folder(out).evidence.folder / "editions" / "made-there.zip").is_file()


def test_a_draft_is_kept_and_flagged_where_an_import_overtakes_it(out: Path) -> None:
    claim = Claim.objects.get(slug="lead-lost")
    claim.title = "My draft"
    draft = claim.save_revision()
    rewrite(out, CLAIM, "A lead lost", "A lead lost there")
    assert difference_of(out).drafts == ("claim:lead-lost",)
    import_folder(out)
    claim.refresh_from_db()
    assert claim.title == "A lead lost there"
    assert claim.latest_revision == draft
    assert claim.get_latest_revision_as_object().title == "My draft"
    assert [row.slug for row in drafts_behind()] == ["lead-lost"]


def test_a_draft_of_a_record_that_an_import_removes_is_kept(out: Path) -> None:
    claim = Claim.objects.get(slug="air-quality")
    claim.title = "My draft"
    claim.save_revision()
    (out / "claims" / "air-quality.md").unlink()
    import_folder(out)
    claim.refresh_from_db()
    assert not claim.live
    assert claim.get_latest_revision_as_object().title == "My draft"


def test_an_archive_that_is_sent_in_is_compared_and_taken_over_when_somebody_says_so(
    out: Path,
    client: Client,
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("placewright.web.strategy.incoming.ask_for_build", lambda *_, **__: None)
    rewrite(out, CLAIM, "A lead lost", "A lead lost there")
    archive = out.with_name("edited.zip")
    export_workspace(out, archive, id="hertfordshire")
    client.force_login(Account.objects.create_superuser("ada@vale.example"))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = client.post(
            "/team/exchange/upload/", {"archive": SimpleUploadedFile("edited.zip", archive.read_bytes())}
        )
    sent = Incoming.objects.get()
    assert answer.headers["Location"] == f"/team/exchange/{sent.pk}/"
    assert sent.state == IncomingState.COMPARED
    page = unescape(client.get(f"/team/exchange/{sent.pk}/").content.decode())
    assert CLAIM in page
    assert re.search(r'pw-diff-removed">.*?<code>title = "A lead lost"</code>', page)
    assert re.search(r'pw-diff-added">.*?<code>title = "A lead lost<ins> there</ins>"</code>', page)
    assert page.count('class="pw-diff-removed"') == 1, "a line that stays is not said to go"
    assert Claim.objects.get(slug="lead-lost").title == "A lead lost"
    client.post(f"/team/exchange/{sent.pk}/apply/")
    assert Claim.objects.get(slug="lead-lost").title == "A lead lost there"
    sent.refresh_from_db()
    assert sent.state == IncomingState.APPLIED


def test_what_is_no_archive_is_refused_and_nothing_is_kept(client: Client, data_folder: Path) -> None:
    client.force_login(Account.objects.create_superuser("ada@vale.example"))
    answer = client.post("/team/exchange/upload/", {"archive": SimpleUploadedFile("x.zip", b"PK nothing")}, follow=True)
    assert "cannot be read" in answer.content.decode()
    assert not Incoming.objects.exists()
    assert not list(data_folder.glob("incoming/*"))


def test_the_workspace_is_taken_away_on_the_team_s_page(out: Path, client: Client, tmp_path: Path) -> None:
    client.force_login(Account.objects.create_superuser("ada@vale.example"))
    answer = client.post("/team/exchange/export/")
    file = tmp_path / "fetched.zip"
    file.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    import_workspace(file, tmp_path / "fetched")
    assert workspace_files(tmp_path / "fetched").keys() == workspace_files(out).keys()
    assert (tmp_path / "fetched" / EXCHANGE).is_file()
    shutil.rmtree(tmp_path / "fetched")
