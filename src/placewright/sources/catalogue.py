"""The packaged sources: one TOML file each, beside this module's folder of the same name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from placewright.core.errors import BadRecord, did_you_mean
from placewright.core.quantities import ErrorKind
from placewright.records.source import Source

FOLDER = Path(__file__).parent / "catalogue_files"


@lru_cache(maxsize=1)
def packaged_sources() -> Mapping[str, Source]:
    """Every packaged source by its id, in the order of their ids."""
    return {source.id: source for source in (read_source(path) for path in sorted(FOLDER.glob("*.toml")))}


def read_source(path: Path) -> Source:
    """The source that a TOML file declares.

    Raises:
        BadRecord: the file is no TOML, lacks a key, or has one that a source does not know.
    """
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRecord(f"This is not TOML: {error}.", where=path.name) from error
    known = {field.name: field for field in fields(Source)}
    if strange := sorted(set(content) - set(known)):
        raise BadRecord(f"A source has no key '{strange[0]}'.", where=path.name, fix=did_you_mean(strange[0], known))
    needed = [n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING]
    content.setdefault("released", None)
    if missing := [name for name in needed if name not in content]:
        raise BadRecord(f"The key '{missing[0]}' is missing.", where=path.name, fix=f"Add a line `{missing[0]} = ...`.")
    for name in ("files", "dimensions"):
        content[name] = tuple(content.get(name, ()))
    content["error"] = ErrorKind(content.get("error", "unknown"))
    if content["id"] != path.stem:
        raise BadRecord(f"The id '{content['id']}' is not the file's name.", where=path.name, fix="Make them equal.")
    return Source(**content)
