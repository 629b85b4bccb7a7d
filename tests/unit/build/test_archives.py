"""An archive gives back every byte that went in, and refuses what is damaged, hostile or not its own."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placewright.build import archives
from placewright.build.archives import (
    MANIFEST,
    BadArchive,
    export_workspace,
    import_workspace,
    read_manifest,
    workspace_files,
)
from placewright.core.errors import PlacewrightError

NAMES = st.from_regex(r"[a-z]{2,8}(/[a-z0-9]{2,8}){0,2}\.[a-z]{2,4}", fullmatch=True)
RECORD = 'name = "Vale"\nplaces = ["E07000243"]\n'


@pytest.fixture
def vale(tmp_path: Path) -> Path:
    folder = tmp_path / "vale"
    for name, content in {
        "workspace.toml": RECORD,
        "claims/births.md": "A claim.\n",
        "figures/counts.csv": "a,b\r\n1,2\r\n",
        "snapshots/big.bin": "left out",
        "build/site/index.html": "left out",
        ".hidden/note": "left out",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode())
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path: at.read_bytes() for path, at in workspace_files(folder).items()}


def exported(folder: Path, tmp_path: Path) -> Path:
    file = tmp_path / "vale.zip"
    export_workspace(folder, file, id="vale")
    return file


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None], **entry: int) -> Path:
    """The archive with its members changed by hand; `entry` sets attributes of every entry but the first."""
    with zipfile.ZipFile(file) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    made = file.with_name("changed.zip")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for key, value in entry.items() if name != MANIFEST else ():
                setattr(info, key, value)
            packed.writestr(info, content)
    return made


def declared(members: dict[str, bytes], name: str, content: bytes, *, size: int | None = None) -> None:
    """Add a member together with what the manifest says of it, as somebody who means harm would."""
    import hashlib

    manifest = json.loads(members[MANIFEST])
    digest = hashlib.sha256(content).hexdigest()
    manifest["files"][name] = {"sha256": digest, "bytes": len(content) if size is None else size}
    members[MANIFEST] = json.dumps(manifest).encode()
    members[name] = content


def refused(file: Path, tmp_path: Path) -> str:
    """What an import says of a file that it refuses, having left nothing behind."""
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(PlacewrightError) as caught:
        import_workspace(file, tmp_path / "new")
    assert sorted(tmp_path.rglob("*")) == before
    return str(caught.value)


def test_what_is_imported_is_what_was_exported(vale: Path, tmp_path: Path) -> None:
    import_workspace(exported(vale, tmp_path), tmp_path / "new")
    assert contents(tmp_path / "new") == contents(vale)
    assert sorted(contents(vale)) == ["claims/births.md", "figures/counts.csv", "workspace.toml"]


def test_the_same_workspace_gives_the_same_bytes(vale: Path, tmp_path: Path) -> None:
    first = exported(vale, tmp_path).read_bytes()
    (vale / "workspace.toml").touch()
    assert exported(vale, tmp_path).read_bytes() == first


@settings(max_examples=25, deadline=None)
@given(
    files=st.dictionaries(
        st.from_regex(r"[a-z]{2,8}(/[a-z0-9]{2,8}){0,2}\.[a-z]{2,4}", fullmatch=True),
        st.binary(max_size=60),
        max_size=5,
    )
)
def test_any_files_come_back_as_they_were(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    top = tmp_path_factory.mktemp("any")
    for name, content in {**files, "workspace.toml": RECORD.encode()}.items():
        (top / "old" / name).parent.mkdir(parents=True, exist_ok=True)
        (top / "old" / name).write_bytes(content)
    export_workspace(top / "old", top / "old.zip", id="old")
    import_workspace(top / "old.zip", top / "new")
    assert contents(top / "new") == contents(top / "old")


def test_the_manifest_can_be_read_without_unpacking(vale: Path, tmp_path: Path) -> None:
    manifest = read_manifest(exported(vale, tmp_path))
    assert (manifest.workspace, len(manifest.files)) == ("vale", 3)


@pytest.mark.parametrize("name", ["../evil.txt", "/tmp/evil.txt", "a/../../evil", "C:/evil", "a\\..\\evil", "build/x"])
def test_a_name_that_leads_elsewhere_is_refused(name: str, vale: Path, tmp_path: Path) -> None:
    file = rewritten(exported(vale, tmp_path), lambda members: declared(members, name, b"evil"))
    assert "The name" in refused(file, tmp_path)


def test_a_changed_byte_is_refused(vale: Path, tmp_path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        members["claims/births.md"] = b"A clam!.\n"

    assert "not those that were packed" in refused(rewritten(exported(vale, tmp_path), change), tmp_path)


def test_a_missing_or_additional_member_is_refused(vale: Path, tmp_path: Path) -> None:
    file = exported(vale, tmp_path)
    assert "missing from it" in refused(rewritten(file, lambda members: members.pop("claims/births.md")), tmp_path)  # type: ignore[arg-type]
    assert "not in its manifest" in refused(rewritten(file, lambda members: members.update(x=b"")), tmp_path)


def test_a_link_in_an_archive_is_refused(vale: Path, tmp_path: Path) -> None:
    file = rewritten(exported(vale, tmp_path), lambda members: None, external_attr=(stat.S_IFLNK | 0o777) << 16)
    assert "not a plain file" in refused(file, tmp_path)


def test_a_bomb_is_refused_unopened(vale: Path, tmp_path: Path) -> None:
    content = bytes(20 << 20)
    file = rewritten(exported(vale, tmp_path), lambda members: declared(members, "figures/big.csv", content))
    assert "more than figures and text ever do" in refused(file, tmp_path)


def test_an_archive_that_unpacks_to_more_than_the_bound_is_refused_and_leaves_nothing(
    vale: Path, tmp_path: Path
) -> None:
    file = exported(vale, tmp_path)
    with pytest.raises(BadArchive, match="at most 20 are taken"):
        import_workspace(file, tmp_path / "new", most_bytes=20)
    assert not (tmp_path / "new").exists()
    import_workspace(file, tmp_path / "new", most_bytes=1_000)


def test_more_bytes_than_are_declared_are_refused(vale: Path, tmp_path: Path) -> None:
    file = rewritten(exported(vale, tmp_path), lambda members: declared(members, "figures/x.csv", b"long", size=1))
    said = refused(file, tmp_path)
    assert "not as long as its manifest says" in said and "get an undamaged copy" in said


def test_names_that_some_systems_take_for_one_are_refused(vale: Path, tmp_path: Path) -> None:
    file = rewritten(exported(vale, tmp_path), lambda members: declared(members, "Claims/births.md", b"x"))
    assert "one file on some systems" in refused(file, tmp_path)


def test_a_truncated_file_and_no_archive_at_all_are_refused(vale: Path, tmp_path: Path) -> None:
    file = exported(vale, tmp_path)
    file.write_bytes(file.read_bytes()[:-40])
    assert "cannot be read" in refused(file, tmp_path)
    file.write_text("not a zip")
    assert "cannot be read" in refused(file, tmp_path)
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("other.txt", "x")
    assert "no archive of a workspace" in refused(file, tmp_path)
    assert "no such file" in refused(tmp_path / "none.zip", tmp_path)


def test_a_newer_version_and_another_format_say_so(vale: Path, tmp_path: Path) -> None:
    file = exported(vale, tmp_path)

    def newer(members: dict[str, bytes]) -> None:
        members[MANIFEST] = members[MANIFEST].replace(b'"version": 1', b'"version": 9')

    def other(members: dict[str, bytes]) -> None:
        members[MANIFEST] = members[MANIFEST].replace(b"placewright workspace", b"placewright edition")

    assert "Use a newer Placewright" in refused(rewritten(file, newer), tmp_path)
    assert "This is a placewright edition" in refused(rewritten(file, other), tmp_path)


def test_what_cannot_be_opened_as_a_workspace_leaves_nothing(vale: Path, tmp_path: Path) -> None:
    (vale / "workspace.toml").write_text("places = 3\n")
    assert "no workspace that can be opened" in refused(exported(vale, tmp_path), tmp_path)


def test_a_folder_that_exists_is_left_alone(vale: Path, tmp_path: Path) -> None:
    file = exported(vale, tmp_path)
    (tmp_path / "new").mkdir()
    assert "nothing was touched" in refused(file, tmp_path)


def test_a_symbolic_link_is_not_exported(vale: Path, tmp_path: Path) -> None:
    (vale / "claims" / "other.md").symlink_to(tmp_path)
    with pytest.raises(BadArchive, match="symbolic link"):
        exported(vale, tmp_path)


def test_too_many_bytes_are_not_exported(vale: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MOST_BYTES", 10)
    with pytest.raises(BadArchive, match="at most 10"):
        exported(vale, tmp_path)
    assert not (tmp_path / "vale.zip").exists()
