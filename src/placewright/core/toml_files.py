"""Records in TOML files, read strictly: what is no TOML, strange, missing, misnamed or of a wrong type is said."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, get_type_hints

import tomli

from placewright.core.errors import BadRecord, did_you_mean
from placewright.core.said import worded
from placewright.core.words import marked

_SIMPLE: Mapping[Any, tuple[type, str]] = {
    str: (str, marked("It should be a text.")),
    int: (int, marked("It should be a whole number.")),
    bool: (bool, marked("It should be true or false.")),
    date: (date, marked("Write a date without quotes, as in 2024-11-05.")),
    date | None: (date, marked("Write a date without quotes, as in 2024-11-05.")),
}
_TEXTS = marked("It should be a list of texts, as in [%(example)s].")
_TABLE = marked('It should be a table of names and texts, as in { industry = "N" }.')


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; a mark of its encoding at the front, as some editors write, is passed over.

    Raises:
        BadRecord: it is no TOML, or cannot be read; the message names the file.
    """
    return _parsed(_text(path), path)


def read_keys(path: Path, record: type, *, kind: str, may_lack: Collection[str] = ()) -> dict[str, Any]:
    """The content of a TOML file whose keys are the fields of a dataclass, `kind` being what it is called in messages.

    Raises:
        BadRecord: it is no TOML, has a key that the record has not, lacks one without a default, or has one of a type
            that the record's is not.
    """
    text = _text(path)
    content = _parsed(text, path)
    known = {field.name: field for field in fields(record)}
    if strange := sorted(set(content) - set(known)):
        what = worded("%(kind)s has no key '%(strange)s'.", kind=kind, strange=strange[0])
        fix = did_you_mean(strange[0], known) or worded("The keys are %(known)s.", known=", ".join(known))
        raise BadRecord(what, where=_at(path, text, strange[0]), fix=fix)
    needed = [name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING]
    if missing := [name for name in needed if name not in content and name not in may_lack]:
        what, fix = missing_keys(missing)
        raise BadRecord(what, where=_where(path), fix=fix)
    check_types(path, content, record, text=text)
    return content


def check_types(path: Path, content: Mapping[str, Any], record: type, *, text: str | None = None) -> None:
    """Refuse a value that is not of the type which a dataclass has for it: texts, numbers, days, lists of texts.

    A list of pairs stands in the file as a table of names and texts. Values of other types are left to who reads them.

    Raises:
        BadRecord: a value is of a wrong type; the message names its line.
    """
    hints = _hints(record)
    for key, value in content.items():
        if mend := _mend(value, hints.get(key)):
            what = worded("'%(key)s' is %(found)s.", key=key, found=f"{value!r}"[:200])
            raise BadRecord(what, where=_at(path, _text(path) if text is None else text, key), fix=mend)


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
            where=_where(path),
            fix=worded("Make them equal."),
        )


def _where(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _at(path: Path, text: str, key: str) -> str:
    """The file, and the line on which a key stands."""
    pattern = re.compile(rf"\s*(?:\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
    lines = (number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line))
    return f"{_where(path)}{''.join(f', line {number}' for number in list(lines)[:1])}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRecord(
            worded("This is not UTF-8 text."), where=_where(path), fix=worded("Save it as UTF-8.")
        ) from error
    except OSError as error:
        raise BadRecord(
            worded("The file cannot be read (%(strerror)s).", strerror=error.strerror),
            where=_where(path),
            fix=worded("See that it is there, and that you may read it."),
        ) from error


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRecord(
            worded("This is not TOML: %(error)s.", error=error), where=_where(path), fix=worded("Mend that line.")
        ) from error


@lru_cache(maxsize=16)
def _hints(record: type) -> Mapping[str, Any]:
    return get_type_hints(record)


def _mend(value: Any, wanted: Any) -> str:
    """What a value should be instead; empty where it is of the type wanted, or that type is not looked at here."""
    if wanted in _SIMPLE:
        kind, mend = _SIMPLE[wanted]
        is_right = isinstance(value, kind) and isinstance(value, bool) == (kind is bool)
        return "" if is_right and not isinstance(value, datetime) else worded(mend)
    if wanted == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return ""
        return worded(_TEXTS, example=f'"{value}"' if isinstance(value, str) and len(value) < 40 else '"one", "other"')
    if wanted == tuple[tuple[str, str], ...]:
        items = value.values() if isinstance(value, dict) else [None]
        is_right = all(isinstance(item, str | int) and not isinstance(item, bool) for item in items)
        return "" if is_right else worded(_TABLE)
    return ""
