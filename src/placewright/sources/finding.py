"""Finding the reader that a source names; each is imported only when it is used."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from placewright.core.errors import UnknownName
from placewright.sources.reading import Reader

_FOLDER = Path(__file__).parent / "readers"


class UnknownReader(UnknownName):
    """A reader that no module provides."""

    kind = "reader"


def reader_names() -> list[str]:
    """The names of all readers."""
    return sorted(path.stem for path in _FOLDER.glob("*.py") if not path.stem.startswith("_"))


def find_reader(name: str) -> Reader:
    """The reader of that name: the function `read` of the module of that name.

    Raises:
        UnknownReader: no module provides it.
    """
    if name not in reader_names():
        raise UnknownReader.named(name, reader_names())
    return cast(Reader, import_module(f"placewright.sources.readers.{name}").read)
