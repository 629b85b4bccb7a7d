"""The file that a command is to write: whether it may."""

from __future__ import annotations

from pathlib import Path

from placewright.core.errors import PlacewrightError


def check_new_file(file: Path, *, force: bool) -> None:
    """See that a file can take this name; with `force` it may take the place of another file, and of nothing else.

    Raises:
        PlacewrightError: a file is there and `force` was not given, or a folder, device or pipe is.
    """
    if file.exists() and not file.is_file():
        what = "This is a folder." if file.is_dir() else "This is a device or a pipe."
        raise PlacewrightError(f"{what} It is left as it is.", where=str(file), fix="Name a file.")
    if file.exists() and not force:
        raise PlacewrightError("This is there already.", where=str(file), fix="Name another file, or give --force.")
