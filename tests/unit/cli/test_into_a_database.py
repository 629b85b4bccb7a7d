"""Commands bring a workspace into a web application and out of it again, and refuse what would undo work done there."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrated import copy_migrated
from placewright.build.archives import export_workspace, import_workspace, workspace_files
from placewright.cli.main import main
from unit.cli.installation import Installation

pytestmark = [pytest.mark.long, pytest.mark.journey]
PILOT = Path(__file__).resolve().parents[3] / "places" / "hertfordshire"
RETITLE = """
from placewright.web.strategy.models import Claim
Claim.objects.filter(slug='lead-lost').update(title={title!r})
"""


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("installation")
    made = Installation(folder / "data")
    copy_migrated(made.data)
    export_workspace(PILOT, folder / "pilot.zip", id="hertfordshire")
    done = made.placewright("import", str(folder / "pilot.zip"), "--into-database")
    assert done.returncode == 0, done.stderr
    assert "It was taken over" in done.stdout
    return made


def test_what_went_in_comes_out_byte_for_byte_and_is_not_taken_over_twice(there: Installation, tmp_path: Path) -> None:
    archive = tmp_path / "out.zip"
    packed = there.placewright("export", str(archive))
    assert packed.returncode == 0
    assert f"files of what is live in {there.data} (records and figures) in {archive}" in packed.stdout
    import_workspace(archive, tmp_path / "out")
    before, after = workspace_files(PILOT), workspace_files(tmp_path / "out")
    assert after.keys() == before.keys()
    assert not [path for path in before if before[path].read_bytes() != after[path].read_bytes()]
    again = there.placewright("import", str(archive), "--into-database")
    assert again.returncode == 0
    assert "there is nothing to take over" in again.stdout


def test_what_would_undo_work_is_refused_with_both_versions(there: Installation, tmp_path: Path) -> None:
    archive, edited = tmp_path / "out.zip", tmp_path / "edited.zip"
    there.placewright("export", str(archive))
    import_workspace(archive, tmp_path / "out")
    claim = tmp_path / "out" / "claims" / "lead-lost.md"
    claim.write_text(claim.read_text().replace("A lead lost", "There"))
    export_workspace(tmp_path / "out", edited, id="hertfordshire")
    there.python(RETITLE.format(title="Here"))
    done = there.placewright("import", str(edited), "--into-database")
    there.python(RETITLE.format(title="A lead lost"))
    assert done.returncode == 1
    assert "REFUSED: claims/lead-lost.md" in done.stdout
    assert '-title = "Here"' in done.stdout
    assert '+title = "There"' in done.stdout


@pytest.mark.parametrize(
    "words", [["import", "x.zip"], ["import", "x.zip", "dir", "--into-database"], ["export", "x.zip"]]
)
def test_where_it_goes_has_to_be_said_once(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 1
    assert "Give either" in capsys.readouterr().err
