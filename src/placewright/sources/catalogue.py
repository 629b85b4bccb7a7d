"""The packaged sources: one TOML file each, beside this module's folder of the same name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from placewright.core.quantities import ErrorKind
from placewright.core.toml_files import check_id, read_keys
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
    content = read_keys(path, Source, kind="A source", may_lack=["released"])
    content.setdefault("released", None)
    for name in ("files", "dimensions"):
        content[name] = tuple(content.get(name, ()))
    content["error"] = ErrorKind(content.get("error", "unknown"))
    check_id(path, content["id"])
    return Source(**content)
