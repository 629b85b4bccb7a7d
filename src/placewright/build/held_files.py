"""What editions are made from and name without packing it: in the workspace itself, or held once that has changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from placewright.build.archives import EDITION, HELD, Member, held_name, read_manifest
from placewright.core.files import replacing
from placewright.core.fingerprints import fingerprint_of_file


def find_held(folder: Path, path: str, member: Member) -> Path | None:
    """Where a workspace has the file that an edition names: held, or in its own place where that is still the same."""
    held = folder / HELD / held_name(path, member.sha256)
    if held.is_file():
        return held
    return folder / path if _is_still(folder / path, member) else None


def finder(folder: Path) -> Callable[[str, Member], Path | None]:
    """What `unpack` asks for the files that the archives of a workspace's editions name."""
    return partial(find_held, folder)


def held_files(folder: Path, archive: Path) -> dict[str, Path]:
    """The files that an edition of a workspace names, by their names among those held, and where each lies."""
    members = read_manifest(archive, format=EDITION).files
    found = {held_name(path, item.sha256): find_held(folder, path, item) for path, item in members.items() if item.held}
    return {name: at for name, at in found.items() if at is not None}


@contextmanager
def holding_for_editions(folder: Path) -> Iterator[None]:
    """Let figures and boundaries be written anew, and hold what editions need of those that were there before.

    Each is held before anything is written, so that it is not lost however the block ends, and let go afterwards where
    the workspace has it still.
    """
    held: dict[Path, tuple[Path, Member]] = {}
    for archive in sorted((folder / "editions").glob("*.zip")):
        for path, member in read_manifest(archive, format=EDITION).files.items():
            at = folder / HELD / held_name(path, member.sha256)
            if member.held and not at.is_file() and _is_still(folder / path, member):
                with replacing(at) as temporary:
                    shutil.copyfile(folder / path, temporary)
                held[at] = (folder / path, member)
    try:
        yield
    finally:
        for at, (own, member) in held.items():
            if _is_still(own, member):
                at.unlink()
        if (folder / HELD).is_dir() and not any((folder / HELD).iterdir()):
            (folder / HELD).rmdir()


def _is_still(path: Path, member: Member) -> bool:
    if path.is_symlink() or not path.is_file() or path.stat().st_size != member.bytes:
        return False
    return fingerprint_of_file(path) == member.sha256
