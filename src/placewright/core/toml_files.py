"""Records in TOML files, read strictly: what is no TOML, strange, missing or misnamed is said with the mend."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import tomli

from placewright.core.errors import BadRecord, did_you_mean
from placewright.core.said import worded


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file.

    Raises:
        BadRecord: it is no TOML; the message names the file.
    """
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRecord(
            worded("This is not TOML: %(error)s.", error=error), where=f"{path.parent.name}/{path.name}"
        ) from error


def read_keys(path: Path, record: type, *, kind: str, may_lack: Collection[str] = ()) -> dict[str, Any]:
    """The content of a TOML file whose keys are the fields of a dataclass, `kind` being what it is called in messages.

    Raises:
        BadRecord: it is no TOML, has a key that the record has not, or lacks one without a default.
    """
    content = read_toml(path)
    known = {field.name: field for field in fields(record)}
    if strange := sorted(set(content) - set(known)):
        what = worded("%(kind)s has no key '%(strange)s'.", kind=kind, strange=strange[0])
        raise BadRecord(what, where=f"{path.parent.name}/{path.name}", fix=did_you_mean(strange[0], known))
    needed = [name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING]
    if missing := [name for name in needed if name not in content and name not in may_lack]:
        what, fix = missing_keys(missing)
        raise BadRecord(what, where=f"{path.parent.name}/{path.name}", fix=fix)
    return content


def missing_keys(names: Sequence[str], prefix: str = "") -> tuple[str, str]:
    """What to say of keys that a record lacks, and the mend; `prefix` is where in its file it stands, with a stop.

    >>> missing_keys(["unit", "method"])
    ("The keys 'unit', 'method' are missing.", 'Add the lines `unit = ...`, `method = ...`.')
    """
    if len(names) == 1:
        return worded("The key '%(prefix)s%(names)s' is missing.", prefix=prefix, names=names[0]), worded(
            "Add a line `%(names)s = ...`.", names=names[0]
        )
    keys = ", ".join(f"'{prefix}{name}'" for name in names)
    lines = ", ".join(f"`{name} = ...`" for name in names)
    return worded("The keys %(keys)s are missing.", keys=keys), worded("Add the lines %(lines)s.", lines=lines)


def check_id(path: Path, given: object) -> None:
    """Refuse a record whose id is not its file's name.

    Raises:
        BadRecord: the two differ.
    """
    if given != path.stem:
        raise BadRecord(
            worded("The id '%(given)s' is not the file's name.", given=given),
            where=f"{path.parent.name}/{path.name}",
            fix=worded("Make them equal."),
        )
