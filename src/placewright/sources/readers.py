"""The readers by name, each imported only when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from placewright.core.errors import UnknownName
from placewright.sources.reading import Reader

READERS: dict[str, str] = {}
"""A reader's name in a source file, and the module and function that read it: `"placewright.sources.ons_gva:read"`."""


class UnknownReader(UnknownName):
    """A reader that no module provides."""

    kind = "reader"


def reader(name: str) -> Reader:
    """The reader of that name.

    Raises:
        UnknownReader: no module provides it.
    """
    try:
        module, function = READERS[name].split(":")
    except KeyError:
        raise UnknownReader.named(name, READERS) from None
    return cast(Reader, getattr(import_module(module), function))
