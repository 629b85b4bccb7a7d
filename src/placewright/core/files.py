"""Writing files so that a reader sees the old content or the new, never half of either."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from placewright.core.errors import PlacewrightError

if sys.platform != "win32":  # it has no such locks
    import fcntl

_FULL = (errno.ENOSPC, errno.EDQUOT)
_PART = ".part"
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)
# The umask can only be asked by setting it, which no other thread may see: so once, as this is imported.
_MASK = os.umask(0o077)
os.umask(_MASK)
_FOR_ALL, _FOR_ITS_OWNER = 0o666 & ~_MASK, 0o600


class NotWritable(PlacewrightError):
    """A folder that nothing can be written in: read-only, someone else's, or on a disk that is full."""

    @classmethod
    def because(cls, error: OSError, folder: Path, *, elsewhere: str = "") -> NotWritable:
        """The error for what the system said of a folder; `elsewhere` says how to write to another one."""
        if is_disk_full(error):
            what, mend = "The disk is full.", "Free some space on it and run the command again."
        else:
            what = f"Nothing can be written here: {(error.strerror or str(error)).lower()}."
            mend = "Make it writable for you (chmod u+w), or ask whoever owns it."
        return cls(what, where=str(folder), fix=f"{mend} {elsewhere}".strip())


def is_disk_full(error: BaseException) -> bool:
    """Whether an error says that there is no room on the disk, or in what a user may take of it."""
    return isinstance(error, OSError) and (error.errno in _FULL or os.strerror(errno.ENOSPC) in str(error))


def check_writable(folder: Path, *, elsewhere: str = "") -> None:
    """Make a folder where there is none, and see that files can be written in it before work begins.

    Raises:
        NotWritable: they cannot; the message names the folder, the reason and the mend.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"\0" * 4096)
    except OSError as error:
        if error.errno not in (*_FULL, *_REFUSED):
            raise
        at = folder if folder.is_dir() else next(path for path in folder.parents if path.is_dir())
        raise NotWritable.because(error, at, elsewhere=elsewhere) from error


@contextmanager
def replacing(path: Path, *, is_private: bool = False) -> Iterator[Path]:
    """A temporary path beside `path` that takes its name when the block ends well, and vanishes when it does not.

    It is held as long as the block lasts, so that `remove_leftovers` takes away only those whose process has ended.
    Others may read the file as far as the process's umask lets them; one that is private is its owner's alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary, held = _temporary_beside(path)
    try:
        yield temporary
        temporary.chmod(_FOR_ITS_OWNER if is_private else _FOR_ALL)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
        if held is not None:
            os.close(held)


def remove_leftovers(folder: Path) -> list[Path]:
    """Remove the temporary files of a folder whose process was killed while it wrote; those that were removed.

    Nothing is removed where the system or the drive cannot tell whether somebody still writes.
    """
    if sys.platform == "win32":
        return []
    removed = []
    for path in sorted(folder.glob(f".*{_PART}")):
        with suppress(OSError), path.open("rb") as file:  # gone since, or held by who writes it
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
            removed.append(path)
    return removed


def _temporary_beside(path: Path) -> tuple[Path, int | None]:
    """A new file beside `path`, and what it is held by; None where nothing here can hold it."""
    while True:
        held, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=_PART)
        if sys.platform == "win32":
            os.close(held)
            return Path(name), None
        with suppress(OSError):  # a shared drive that knows no locks
            fcntl.flock(held, fcntl.LOCK_EX)
        if Path(name).exists():
            return Path(name), held
        os.close(held)  # taken for a leftover just before it was held


def write_bytes(path: Path, content: bytes) -> bool:
    """Put `content` at `path` in one step; False where it held just that already and was left alone."""
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    with replacing(path) as temporary:
        temporary.write_bytes(content)
    return True


def write_text(path: Path, content: str) -> bool:
    """Put `content`, as UTF-8 with plain line ends, at `path` in one step; False where nothing changed."""
    return write_bytes(path, content.encode())


def writes_all(stream: TextIO) -> bool:
    """Whether a stream has a byte for every letter: some terminals have none for a pound sign."""
    return (stream.encoding or "utf-8").casefold().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig", "utf-16")
