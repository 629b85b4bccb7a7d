"""Archives: everything that people wrote and every figure, or a whole installation, in one checked file."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from placewright import __version__
from placewright.core.errors import PlacewrightError
from placewright.core.files import replacing
from placewright.core.fingerprints import fingerprint_of_file
from placewright.core.late_dataclass import dataclass

MANIFEST = "placewright.json"
"""The first member of an archive: its format and version, and the sha256 and size of every other member."""

EXCHANGE = ".exchange"
"""The hidden file of a workspace's folder that says which exchange with a web application it comes from."""

WORKSPACE, EDITION, BACKUP = "placewright workspace", "placewright edition", "placewright backup"
_VERSION = 1
_RECORD = "workspace.toml"
_NEEDED = {WORKSPACE: _RECORD, EDITION: _RECORD, BACKUP: "tables/accounts.account.jsonl"}
_EXCHANGE_ID = r"[0-9a-f]{32}"
_LEFT_OUT = ("snapshots", "build")
_MOST_BYTES = 500_000_000
_MOST_BYTES_OF_BACKUP = 100_000_000_000
_MOST_FILES = 50_000
_MOST_FILES_OF_BACKUP = 200_000
_MOST_MANIFEST = 32 << 20
_MOST_RATIO = 100
_SMALL = 16 << 20
_CHUNK = 1 << 20
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_ON_UNIX = 3
_MODE = (stat.S_IFREG | 0o644) << 16
_PACKED_ALREADY = (".parquet", ".zip", ".png", ".jpg", ".xlsx", ".docx", ".pptx", ".gz")


_CHANGED_SINCE = "It was changed or damaged after it was packed: get an undamaged copy, or pack it again."


class BadArchive(PlacewrightError):
    """A file that is no archive of a workspace, is damaged, or would write where it must not."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its fingerprint and size.

    One that is `held` lies in a store that editions share, or, in a backup, is the same as another of its files.
    """

    sha256: str
    bytes: int
    held: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself: what it is, which program made it, its members by path, and what else is known.

    `more` holds plain JSON values, such as the fingerprint of the code that made an edition.
    """

    format: str
    workspace: str
    files: Mapping[str, Member]
    program: str = __version__
    more: Mapping[str, Any] | None = None

    @property
    def bytes(self) -> int:
        """How much it unpacks to."""
        return sum(member.bytes for member in self.files.values())


def workspace_files(folder: Path, *, leave_out: tuple[str, ...] = ()) -> dict[str, Path]:
    """Every file of a workspace by its path in it: not hidden ones, snapshots and output, which can be made again.

    Args:
        folder: the workspace's folder.
        leave_out: further folders to leave out.

    Raises:
        BadArchive: there is a symbolic link, which might lead anywhere.
    """
    found: dict[str, Path] = {}
    for at, folders, files in os.walk(folder):
        here = Path(at)
        if here == folder:
            folders[:] = [name for name in folders if name not in (*_LEFT_OUT, *leave_out)]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in (*folders, *files):
            if (here / name).is_symlink() and not name.startswith("."):
                raise BadArchive("This is a symbolic link.", where=str(here / name), fix="Put the file itself here.")
        for name in files:
            if not name.startswith("."):
                found[(here / name).relative_to(folder).as_posix()] = here / name
    return dict(sorted(found.items()))


def export_workspace(folder: Path, file: Path, *, id: str) -> Manifest:
    """Write the whole workspace as one archive; the same workspace gives the same bytes.

    Where the folder came out of a web application, the archive says of which exchange, so that the way back is checked.

    Raises:
        BadArchive: the workspace holds what an archive may not.
    """
    found = workspace_files(folder)
    if file.resolve() in {path.resolve() for path in found.values()}:
        raise BadArchive("The archive would be part of itself.", where=str(file), fix="Name a file elsewhere.")
    members = {path: Member(fingerprint_of_file(at), at.stat().st_size) for path, at in found.items()}
    token = exchange_of(folder)
    manifest = Manifest(WORKSPACE, id, members, more={"exchange": token} if token else None)
    write_archive(file, manifest, found)
    return manifest


def exchange_of(folder: Path) -> str:
    """The exchange with a web application that a workspace's folder comes from; empty where it comes from none."""
    try:
        said = (folder / EXCHANGE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return said if re.fullmatch(_EXCHANGE_ID, said) else ""


def write_archive(
    file: Path,
    manifest: Manifest,
    contents: Mapping[str, Path | bytes],
    *,
    packed_one: Callable[[str], None] = lambda path: None,
    is_private: bool = False,
) -> None:
    """Write an archive in one step: the manifest first, then every member that is not held elsewhere.

    `packed_one` is told each member that was packed. One that `is_private` nobody but its owner may read.

    Raises:
        BadArchive: a name or the size is one that no archive may have.
    """
    _check_names(manifest, where=str(file))
    _check_size(manifest, where=str(file))
    with replacing(file, is_private=is_private) as temporary:
        with zipfile.ZipFile(temporary, "w") as packed:
            packed.writestr(_entry(MANIFEST), _dumped(manifest))
            for path, member in sorted(manifest.files.items()):
                if not member.held:
                    _pack(packed, path, contents[path])
                    packed_one(path)
        _check_size(manifest, where=str(file), packed_bytes=temporary.stat().st_size)


def read_manifest(file: Path, *, format: str = WORKSPACE) -> Manifest:
    """What an archive says of itself, its names and sizes checked; none of the members is unpacked.

    Raises:
        BadArchive: it is no archive of that format, or holds what it may not.
    """
    with _opened(file) as packed:
        return _manifest(packed, file, format)


def is_archive_of(file: Path, format: str) -> bool:
    """Whether a file is an archive that says it is of that format."""
    try:
        read_manifest(file, format=format)
    except BadArchive:
        return False
    return True


def import_workspace(file: Path, folder: Path, *, most_bytes: int | None = None) -> Manifest:
    """Unpack an archive into a folder that does not exist yet; whatever is wrong, nothing is left there.

    One that unpacks to more than `most_bytes` is refused before anything is written; without it, 500 MB.

    Raises:
        BadArchive: it is no archive of a workspace, is damaged or hostile.
        PlacewrightError: the folder exists, or what was unpacked is no workspace.
    """
    from placewright.workspace.folder import open_workspace

    if folder.exists() or folder.is_symlink():
        raise PlacewrightError(
            "There is something here already; nothing was touched.",
            where=str(folder),
            fix="Name a folder that does not exist yet.",
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
    try:
        made = staging / "workspace"
        manifest = unpack(file, made, most_bytes=most_bytes)
        try:
            open_workspace(made)
        except PlacewrightError as error:
            what = f"It holds no workspace that can be opened: {error.where or _RECORD}: {error.what}"
            raise BadArchive(what, where=str(file), fix=error.fix) from error
        token = str((manifest.more or {}).get("exchange", ""))
        if re.fullmatch(_EXCHANGE_ID, token):
            (made / EXCHANGE).write_text(f"{token}\n", encoding="ascii")
        made.rename(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return manifest


def check_archive(
    file: Path, *, format: str = WORKSPACE, checked_one: Callable[[str], None] = lambda path: None
) -> Manifest:
    """Hold every byte of an archive against its manifest without unpacking it; `checked_one` is told each member.

    Raises:
        BadArchive: it is no such archive, or is damaged.
    """
    with _opened(file) as packed:
        manifest = _manifest(packed, file, format)
        for path, member in manifest.files.items():
            if not member.held:
                with packed.open(path) as stream, Path(os.devnull).open("wb") as out:
                    _copy(stream, out, member, where=f"{file}: {path}")
                checked_one(path)
    return manifest


def unpack(
    file: Path,
    folder: Path,
    *,
    format: str = WORKSPACE,
    find: Callable[[str, Member], Path | None] = lambda path, member: None,
    most_bytes: int | None = None,
) -> Manifest:
    """Unpack an archive into a folder, every byte held against the manifest.

    Args:
        file: the archive.
        folder: the folder to write; whoever calls removes it where this fails.
        format: what the archive must be.
        find: says where a member lies that the archive only names; None where it is gone. A backup has them itself,
            and files of one content share their room on the disk again.
        most_bytes: how many bytes its own members may unpack to in all; 500 MB without it, for a backup 100 GB.

    Raises:
        BadArchive: it is no such archive, is damaged or hostile, or a held member is missing.
    """
    with _opened(file) as packed:
        manifest = _manifest(packed, file, format, most_bytes=most_bytes)
        for path, member in manifest.files.items():
            to = folder / path
            to.parent.mkdir(parents=True, exist_ok=True)
            if not member.held:
                with packed.open(path) as stream, to.open("xb") as out:
                    _copy(stream, out, member, where=f"{file}: {path}")
                continue
            if format == BACKUP:
                continue
            at = find(path, member)
            if at is None:
                what = f"'{path}', which it shares with the workspace or other editions, is gone or has changed."
                fix = f"Take it from a copy of the workspace, as {HELD}/{held_name(path, member.sha256)}."
                raise BadArchive(what, where=str(file), fix=fix)
            with at.open("rb") as stream, to.open("xb") as out:
                _copy(stream, out, member, where=str(at))
    if format == BACKUP:
        _share_twins(manifest, folder)
    return manifest


def _share_twins(manifest: Manifest, folder: Path) -> None:
    first = {member.sha256: path for path, member in manifest.files.items() if not member.held}
    for path, member in manifest.files.items():
        if member.held:
            os.link(folder / first[member.sha256], folder / path)


HELD = "editions/held"
"""Where what editions are made from lies once the workspace has it no more, each file once under its sha256."""


def held_name(path: str, sha256: str) -> str:
    """The name that a file of a workspace has in a store: its fingerprint, and the ending that says what it is."""
    return f"{sha256}{PurePosixPath(path).suffix}"


def _copy(stream: IO[bytes], out: IO[bytes], member: Member, *, where: str) -> None:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > member.bytes:
            break
        digest.update(chunk)
        out.write(chunk)
    if size != member.bytes or digest.hexdigest() != member.sha256:
        raise BadArchive("Its bytes are not those that were packed.", where=where, fix="Get an undamaged copy.")


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as packed:
            yield packed
    except FileNotFoundError as error:
        raise BadArchive("There is no such file.", where=str(file), fix="Check the name.") from error
    except IsADirectoryError as error:
        raise BadArchive("This is a folder, not an archive.", where=str(file), fix="Name a file.") from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise _damaged(file, str(error)) from error
    except RuntimeError as error:  # zipfile's answer to an entry with a password
        raise _damaged(file, str(error)) from error
    except Exception as error:
        if type(error).__module__ in ("zlib", "lzma", "struct", "_bz2"):
            raise _damaged(file, str(error)) from error
        raise


def _damaged(file: Path, why: str) -> BadArchive:
    return BadArchive(f"The archive cannot be read ({why}).", where=str(file), fix="Get an undamaged copy.")


def _manifest(packed: zipfile.ZipFile, file: Path, format: str, *, most_bytes: int | None = None) -> Manifest:
    where = str(file)
    entries = packed.infolist()
    if not entries or entries[0].filename != MANIFEST:
        fix = "Make one with `placewright export`."
        raise BadArchive(
            f"This is no archive of a workspace: '{MANIFEST}' is not its first member.", where=where, fix=fix
        )
    if entries[0].file_size > _MOST_MANIFEST:
        raise BadArchive("Its manifest is too large to be one.", where=where, fix=_CHANGED_SINCE)
    manifest = _parsed(packed.read(entries[0]), format, where)
    _check_names(manifest, where=where)
    _check_size(manifest, where=where, packed_bytes=file.stat().st_size, most_bytes=most_bytes)
    _check_entries(entries[1:], manifest, where)
    return manifest


def _parsed(content: bytes, format: str, where: str) -> Manifest:
    try:
        read = json.loads(content)
        files = {
            str(path): Member(str(item["sha256"]), int(item["bytes"]), bool(item.get("held", False)))
            for path, item in read["files"].items()
        }
        manifest = Manifest(str(read["format"]), str(read["workspace"]), files, str(read["program"]), read.get("more"))
        version = int(read["version"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadArchive(
            f"Its manifest is not one ({type(error).__name__}: {error}).", where=where, fix=_CHANGED_SINCE
        ) from error
    if manifest.format != format:
        raise BadArchive(f"This is a {manifest.format}, not a {format}.", where=where)
    if version > _VERSION:
        what = f"It is of version {version}; this program knows version {_VERSION}."
        raise BadArchive(what, where=where, fix="Use a newer Placewright.")
    return manifest


def _check_entries(entries: list[zipfile.ZipInfo], manifest: Manifest, where: str) -> None:
    wanted = {path: member for path, member in manifest.files.items() if not member.held}
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise BadArchive("Two members have one name.", where=where, fix=_CHANGED_SINCE)
    if strange := sorted(set(names) - set(wanted)):
        raise BadArchive(f"'{strange[0]}' is not in its manifest.", where=where, fix=_CHANGED_SINCE)
    if missing := sorted(set(wanted) - set(names)):
        raise BadArchive(f"'{missing[0]}' is missing from it.", where=where, fix="Get an undamaged copy.")
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or entry.is_dir():
            raise BadArchive(f"'{entry.filename}' is not a plain file.", where=where, fix=_CHANGED_SINCE)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or entry.flag_bits & 0x1:
            raise BadArchive(
                f"'{entry.filename}' is packed in a way that no export packs.", where=where, fix=_CHANGED_SINCE
            )
        if entry.file_size != wanted[entry.filename].bytes:
            raise BadArchive(
                f"'{entry.filename}' is not as long as its manifest says.", where=where, fix=_CHANGED_SINCE
            )


def _check_names(manifest: Manifest, *, where: str) -> None:
    files = manifest.files
    if (needed := _NEEDED[manifest.format]) not in files:
        raise BadArchive(f"It holds no {needed}, so it is no {manifest.format.rpartition(' ')[2]}.", where=where)
    if manifest.format == BACKUP:
        there = {(member.sha256, member.bytes) for member in files.values() if not member.held}
        if lost := next((p for p, m in files.items() if m.held and (m.sha256, m.bytes) not in there), None):
            raise BadArchive(f"'{lost}' is missing from it.", where=where, fix="Get an undamaged copy.")
    folded: dict[str, str] = {}
    for path, member in files.items():
        if why := _wrong_name(path):
            raise BadArchive(f"The name {path!r} {why}.", where=where, fix="Give it another, or do not trust the file.")
        if member.bytes < 0 or len(member.sha256) != 64 or not set(member.sha256) <= set("0123456789abcdef"):
            raise BadArchive(f"What its manifest says of '{path}' cannot be.", where=where)
        same = unicodedata.normalize("NFC", path).casefold()
        if same in folded:
            raise BadArchive(f"'{folded[same]}' and '{path}' are one file on some systems.", where=where)
        folded[same] = path
    for same, path in folded.items():
        if over := next((str(up) for up in PurePosixPath(same).parents if str(up) in folded), None):
            raise BadArchive(f"'{folded[over]}' is both a file and the folder of '{path}'.", where=where)


def _wrong_name(path: str) -> str:
    parts = path.split("/")
    if path.startswith("/") or any(part == ".." for part in parts):
        return "leads out of the folder"
    if any(character in path for character in '\\:*?"<>|') or any(ord(character) < 32 for character in path):
        return "has a character that names of files may not have"
    if any(not part or part.startswith(".") or part != part.strip() or part.endswith(".") for part in parts):
        return "is hidden, empty or ends in a space or full stop"
    if parts[0] in _LEFT_OUT or path == MANIFEST:
        return "is one that no archive has"
    return "is too long" if len(path) > 400 or any(len(part.encode()) > 200 for part in parts) else ""


def _check_size(
    manifest: Manifest, *, where: str, packed_bytes: int | None = None, most_bytes: int | None = None
) -> None:
    is_backup = manifest.format == BACKUP
    most = most_bytes if most_bytes is not None else _MOST_BYTES_OF_BACKUP if is_backup else _MOST_BYTES
    most_files = _MOST_FILES_OF_BACKUP if is_backup else _MOST_FILES
    if len(manifest.files) > most_files:
        raise BadArchive(f"It has {len(manifest.files):,} files; at most {most_files:,} are taken.", where=where)
    inside = sum(member.bytes for member in manifest.files.values() if not member.held)
    if inside > most:
        raise BadArchive(f"It unpacks to {inside:,} bytes; at most {most:,} are taken.", where=where)
    if packed_bytes is not None and inside > _SMALL and inside > _MOST_RATIO * packed_bytes:
        what = f"It unpacks to {inside:,} bytes from {packed_bytes:,}, more than figures and text ever do."
        raise BadArchive(what, where=where, fix="Do not trust this file.")


def _pack(packed: zipfile.ZipFile, path: str, content: Path | bytes) -> None:
    if isinstance(content, bytes):
        packed.writestr(_entry(path), content)
        return
    entry = _entry(path)
    entry.file_size = content.stat().st_size
    with content.open("rb") as stream, packed.open(entry, "w") as out:
        shutil.copyfileobj(stream, out, _CHUNK)


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _EARLIEST)
    entry.create_system = _ON_UNIX
    entry.external_attr = _MODE
    entry.compress_type = zipfile.ZIP_STORED if path.endswith(_PACKED_ALREADY) else zipfile.ZIP_DEFLATED
    return entry


def _dumped(manifest: Manifest) -> bytes:
    files = {
        path: {"sha256": member.sha256, "bytes": member.bytes, **({"held": True} if member.held else {})}
        for path, member in sorted(manifest.files.items())
    }
    content: dict[str, Any] = {
        "format": manifest.format,
        "version": _VERSION,
        "program": manifest.program,
        "workspace": manifest.workspace,
        **({"more": manifest.more} if manifest.more else {}),
        "files": files,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
