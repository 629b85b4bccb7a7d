"""A whole installation goes into one file and comes out of it on either database; whatever is wrong is refused."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from placewright.build.archives import BACKUP, read_manifest
from unit.cli.installation import Installation

pytestmark = [pytest.mark.long, pytest.mark.journey]

STATE = {
    "people": [["ada@vale.example", "Ada → Byron"]],
    "text": "A lead was lost.",
    "figures": '{"b": {"x": 1}, "a": {}}',
    "draft": "Written, not yet live",
    "log": [["published", "first"], ["published", "second"]],
    "log_is_whole": True,
    "next_number": True,
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = Installation(tmp_path_factory.mktemp("filled") / "data")
    made.fill()
    return made


@pytest.fixture(scope="module")
def copy(filled: Installation) -> Path:
    file = filled.data.parent / "vale.zip"
    done = filled.placewright("backup", str(file))
    assert done.returncode == 0, done.stderr
    assert "checked." in done.stdout
    assert file.stat().st_mode & 0o077 == 0, "others may read it"
    return file


def rows(file: Path, table: str) -> list[dict[str, object]]:
    with zipfile.ZipFile(file) as packed:
        return [json.loads(line) for line in packed.read(f"tables/{table}.jsonl").splitlines()]


def changed(file: Path, target: Path, **more: object) -> Path:
    """The same archive with something else in its manifest."""
    with zipfile.ZipFile(file) as packed, zipfile.ZipFile(target, "w") as out:
        for entry in packed.infolist():
            content = packed.read(entry)
            if entry.filename == "placewright.json":
                manifest = json.loads(content)
                manifest |= {name: value for name, value in more.items() if name == "version"}
                manifest["more"] |= {name: value for name, value in more.items() if name != "version"}
                content = json.dumps(manifest).encode()
            out.writestr(entry, content)
    return target


def test_a_restored_installation_is_the_one_that_was_copied(copy: Path, tmp_path: Path) -> None:
    there = Installation(tmp_path / "data")
    done = there.placewright("restore", str(copy))
    assert done.returncode == 0, done.stderr
    assert there.state() == STATE
    assert (there.data / "media/documents/plan.txt").read_text() == "documents/plan.txt of the Vale, line after line"
    assert (there.data / "builds/2/out/site/index.html").is_file()
    assert not (there.data / "builds/1").exists(), "it can be built again"
    shared = [there.data / "evidence/1/figures/a.csv", there.data / "builds/2/workspace/figures/a.csv"]
    assert shared[0].stat().st_ino == shared[1].stat().st_ino
    again = there.placewright("restore", str(copy))
    assert again.returncode == 1
    assert "There is something here already" in again.stderr


def test_what_was_there_is_kept_aside_and_can_be_had_back(filled: Installation, copy: Path, tmp_path: Path) -> None:
    there = Installation(Path(shutil.copytree(filled.data, tmp_path / "data")))
    there.python("from placewright.web.strategy.models import Claim; Claim.objects.update(text='Since then.')")
    done = there.placewright("restore", str(copy), "--force")
    assert done.returncode == 0, done.stderr
    assert there.state()["text"] == "A lead was lost."
    assert there.placewright("restore", "--undo").returncode == 0
    assert there.state()["text"] == "Since then."
    assert (there.data / "builds/1/out/site/index.html").is_file()


@pytest.mark.postgresql
def test_a_copy_goes_from_the_embedded_database_to_postgresql_and_back(
    copy: Path, postgresql: str, tmp_path: Path
) -> None:
    there = Installation(tmp_path / "there", database=postgresql)
    done = there.placewright("restore", str(copy))
    assert done.returncode == 0, done.stderr
    assert there.state() == STATE
    second = tmp_path / "second.zip"
    assert there.placewright("backup", str(second)).returncode == 0
    back = Installation(tmp_path / "back")
    done = back.placewright("restore", str(second))
    assert done.returncode == 0, done.stderr
    assert back.state() == STATE


def test_neither_sessions_nor_the_secret_key_go_with_it_unless_the_key_is_asked_for(
    filled: Installation, copy: Path, tmp_path: Path
) -> None:
    key = (filled.data / "secret-key").read_bytes()
    names = read_manifest(copy, format=BACKUP).files
    assert "secret-key" not in names
    assert not [name for name in names if "session.jsonl" in name]
    assert all(key not in zipfile.ZipFile(copy).read(name) for name in names if not names[name].held)
    with_key = tmp_path / "key.zip"
    done = filled.placewright("backup", str(with_key), "--with-secret-key")
    assert "keep it as safe as the key itself" in done.stderr
    assert zipfile.ZipFile(with_key).read("secret-key") == key


INVITE = """
from datetime import timedelta
from placewright.questionnaires.model import Questionnaire
from placewright.web.accounts.models import Account
from placewright.web.engagement.invitation_files import Contact
from placewright.web.engagement.models import Instrument
from placewright.web.engagement.services.invitations import invite
made = Instrument.objects.create(slug="vale", kind="survey", title="Work in the Vale")
invite(made, [Contact(name="Nobody Real", email="nobody@vale.example")], by=Account.objects.first())
for folder in ("editions/draft-1", "engagement/files/ab"):
    (Path(settings.DATA) / folder).mkdir(parents=True)
    (Path(settings.DATA) / folder / "held").write_text(folder)
"""
READ = """
from placewright.web.engagement.models import Invitation
from placewright.web.engagement.services.invitations import contact_of
print(contact_of(Invitation.objects.get())["name"])
"""


@pytest.fixture(scope="module")
def invited(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation whose database holds a sealed contact, and which has files beside it."""
    made = Installation(tmp_path_factory.mktemp("invited") / "data")
    made.fill()
    made.python("from pathlib import Path\nfrom django.conf import settings\n" + INVITE)
    return made


def test_sealing_keys_stay_apart_from_a_copy_and_their_lack_is_said(invited: Installation, tmp_path: Path) -> None:
    done = invited.placewright("backup", str(tmp_path / "vale.zip"))
    assert "engagement.key" in done.stderr and "are not in the file" in done.stderr
    assert not [name for name in read_manifest(tmp_path / "vale.zip", format=BACKUP).files if name.startswith("keys")]
    there = Installation(tmp_path / "data")
    restored = there.placewright("restore", str(tmp_path / "vale.zip"))
    assert restored.returncode == 0, restored.stderr
    assert "1 name or contact of respondents cannot be opened" in restored.stderr
    assert not list(there.data.glob("keys/*.key")), "a key that opens nothing would hide that the other is lacking"
    shutil.copytree(invited.data / "keys", there.data / "keys", dirs_exist_ok=True)
    assert there.python(READ).strip() == "Nobody Real"


def test_files_of_editions_and_of_respondents_come_back(invited: Installation, tmp_path: Path) -> None:
    invited.placewright("backup", str(tmp_path / "vale.zip"))
    there = Installation(tmp_path / "data")
    there.placewright("restore", str(tmp_path / "vale.zip"))
    for folder in ("editions/draft-1", "engagement/files/ab"):
        assert (there.data / folder / "held").read_text() == folder


def test_sealing_keys_that_were_asked_for_come_back_closed_and_old_ones_are_kept(
    invited: Installation, tmp_path: Path
) -> None:
    done = invited.placewright("backup", str(tmp_path / "vale.zip"), "--with-keys")
    assert "keep it as safe as them" in done.stderr
    there = Installation(tmp_path / "data")
    (there.data / "keys").mkdir(parents=True)
    (there.data / "keys" / "engagement.key").write_bytes(b"0" * 32)
    restored = there.placewright("restore", str(tmp_path / "vale.zip"))
    assert restored.returncode == 0, restored.stderr
    assert "cannot be opened" not in restored.stderr
    assert there.python(READ).strip() == "Nobody Real"
    key = there.data / "keys" / "engagement.key"
    assert (key.stat().st_mode & 0o777, key.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    (aside,) = there.data.glob("before-restore-*")
    assert (aside / "keys" / "engagement.key").read_bytes() == b"0" * 32


def test_a_copy_that_was_taken_is_in_the_event_log(filled: Installation, tmp_path: Path) -> None:
    file = tmp_path / "logged.zip"
    filled.placewright("backup", str(file))
    second = tmp_path / "second.zip"
    filled.placewright("backup", str(second))
    assert [row["key"] for row in rows(second, "common.logentry") if row["verb"] == "backed up"][-1] == "logged.zip"


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ({"version": 99}, "Use a newer Placewright"),
        ({"migrations": {"strategy": ["0001_initial", "9999_from_the_future"]}}, "strategy.9999_from_the_future"),
        ({"tables": {"strategy.claim": 5}}, "are not as many as were taken"),
    ],
)
def test_a_copy_that_does_not_fit_is_refused_and_nothing_is_touched(
    copy: Path, tmp_path: Path, what: dict[str, object], says: str
) -> None:
    there = Installation(tmp_path / "data")
    done = there.placewright("restore", str(changed(copy, tmp_path / "other.zip", **what)))
    assert done.returncode == 1
    assert says in done.stderr
    assert [path.name for path in there.data.iterdir()] == [".in-use"]


def test_a_damaged_copy_is_refused_and_nothing_is_touched(copy: Path, tmp_path: Path) -> None:
    content = bytearray(copy.read_bytes())
    with zipfile.ZipFile(copy) as packed:
        at = packed.getinfo("tables/strategy.claim.jsonl").header_offset + 80
    content[at] ^= 0xFF
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(content)
    there = Installation(tmp_path / "data")
    done = there.placewright("restore", str(damaged))
    assert done.returncode == 1
    assert "undamaged copy" in done.stderr
    assert [path.name for path in there.data.iterdir()] == [".in-use"]


def test_a_folder_that_is_served_is_not_restored_into(filled: Installation, copy: Path) -> None:
    code = (
        "import subprocess, sys\nfrom placewright.web.config.presence import be_present\n"
        f"be_present(Path({str(filled.data)!r}))\n"
        f"command = [sys.executable, '-m', 'placewright.cli.main', 'restore', {str(copy)!r}, '--force', "
        f"'--data', {str(filled.data)!r}]\n"
        "print(subprocess.run(command, capture_output=True, text=True).stderr)"
    )
    assert "A server or worker is running on it" in filled.python(code)


def test_a_folder_without_an_installation_is_said_to_have_none(tmp_path: Path) -> None:
    nowhere = Installation(tmp_path / "nowhere")
    done = nowhere.placewright("backup", str(tmp_path / "x.zip"))
    assert done.returncode == 1
    assert "There is no installation here" in done.stderr
    assert not (tmp_path / "x.zip").exists()


@pytest.mark.parametrize("words", [("backup", "x.zip"), ("restore", "--undo")])
def test_a_refused_command_makes_no_key_in_a_folder_that_is_no_installation(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    (somewhere := tmp_path / "somewhere").mkdir()
    assert Installation(somewhere).placewright(words[0], *words[1:]).returncode == 1
    assert [path.name for path in somewhere.iterdir()] == []
