"""Records in TOML: a file becomes a frozen dataclass, or an error that names file, line, key and mend."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import tomli

from placewright.core.errors import BadRecord, did_you_mean
from placewright.core.said import worded
from placewright.core.toml_files import missing_keys

Record = TypeVar("Record")

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no published document can hold."""

_WORDS = {
    str: worded("a text"),
    int: worded("a whole number"),
    float: worded("a number"),
    bool: worded("true or false"),
    date: worded("a date"),
    datetime: worded("a datetime"),
}
_LIST = worded("a list")
_TABLE = worded("a table")


def read_record(path: Path, kind: type[Record], *, where: str | None = None, **given: object) -> Record:
    """The record of that kind that a TOML file declares; `given` fills fields that the file leaves out.

    Raises:
        BadRecord: the file is missing or no TOML, lacks a key, has a strange one, or one of the wrong type.
    """
    where = where or path.name
    return parse_record(read_text(path, where), kind, where=where, **given)


def read_text(path: Path, where: str) -> str:
    """The text of a UTF-8 file.

    Raises:
        BadRecord: there is no such file, it is not UTF-8, or a character of it cannot be printed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRecord(worded("This is not UTF-8 text."), where=where, fix=worded("Save it as UTF-8.")) from error
    except OSError as error:
        raise BadRecord(
            worded("The file cannot be read (%(strerror)s).", strerror=error.strerror),
            where=where,
            fix=worded("See that it is there, and that you may read it."),
        ) from error
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        what = worded("It holds a character that cannot be printed (%(code)s).", code=f"U+{ord(found[0]):04X}")
        raise BadRecord(what, where=f"{where}, line {line}", fix=worded("Take it out."))
    return text


def parse_record(text: str, kind: type[Record], /, *, where: str, **given: object) -> Record:
    """The record of that kind that a TOML text declares; `given` fills fields that the text leaves out.

    Raises:
        BadRecord: it is no TOML, lacks a key, has a strange one, or one of the wrong type.
    """
    return _Reading(where, text).record(_parsed(text, where), kind, given)


def parse_each(
    text: str, kind: type[Record], /, *, key: str, where: str
) -> tuple[tuple[Record, ...], tuple[BadRecord, ...]]:
    """The records of a TOML text that holds a list of them under one key, and what is wrong with the others.

    One that is wrong is left out, and the rest are kept.

    Raises:
        BadRecord: it is no TOML, or `key` holds no list.
    """
    reading, content = _Reading(where, text), _parsed(text, where)
    made: list[Record] = []
    wrong: list[BadRecord] = []
    for name in content:
        if name != key:
            fix = did_you_mean(name, [key]) or worded("The keys are %(known)s.", known=key)
            wrong.append(
                BadRecord(worded("There is no key '%(name)s' here.", name=name), where=reading.at(name), fix=fix)
            )
    found = content.get(key, [])
    if not isinstance(found, list):
        raise reading.wrong(found, _LIST, key)
    for n, item in enumerate(found):
        try:
            made.append(reading.value(item, kind, f"{key}[{n}]"))
        except BadRecord as error:
            wrong.append(error)
    return tuple(made), tuple(wrong)


def place_of_key(where: str, text: str, key: str) -> str:
    """A file's name and the line on which a dotted key stands in its text, such as `figures.here` or `holds[1]`.

    >>> place_of_key("claims/a.md", "+++\\n[figures.here]\\nindicator = 'x'\\n+++", "figures.here")
    'claims/a.md, line 2'
    """
    return _Reading(where, text).at(key)


def key_of(item: Field[Any]) -> str:
    """The key that a field has in files: a field is called `is_` where Python keeps the word `is` for itself."""
    return item.name.removesuffix("_")


def dump_record(record: object) -> str:
    """The record as TOML; empty parts and defaults are left out, so that what is read back is the same record."""
    import tomli_w

    return tomli_w.dumps(_plain(record), multiline_strings=True)


def plain_record(record: object) -> dict[str, Any]:
    """The record as plain values of JSON, days as ISO text; empty parts and defaults are left out."""
    held: dict[str, Any] = _in_json(_plain(record))
    return held


def record_from_plain(content: Mapping[str, Any], kind: type[Record], /, *, where: str) -> Record:
    """The record of that kind that plain values of JSON declare; see `plain_record`.

    Raises:
        BadRecord: they lack a key, have a strange one, or one of the wrong type.
    """
    made: Record = _Reading(where, "", days_are_text=True).record(content, kind, {})
    return made


def _in_json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _in_json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_in_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _parsed(text: str, where: str) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise BadRecord(
            worded("This is not TOML: %(error)s.", error=error), where=where, fix=worded("Mend that line.")
        ) from error
    except (RecursionError, ValueError) as error:
        # brackets in brackets without end, and whole numbers of thousands of digits
        what = worded("A list lies too deep in others, or a number has too many digits, for this to be read.")
        raise BadRecord(what, where=where, fix=worded("Take it out.")) from error


@lru_cache(maxsize=256)
def _shape_of(kind: Hashable) -> tuple[dict[str, Any], dict[str, Field[Any]], tuple[str, ...]]:
    """The types of a record's fields by name, its fields by the key that they have in files, and the keys it needs."""
    known = {key_of(item): item for item in fields(kind)}  # type: ignore[arg-type]
    needed = (name for name, item in known.items() if item.default is MISSING and item.default_factory is MISSING)
    return get_type_hints(kind), known, tuple(needed)


@lru_cache(maxsize=1024)
def _parts_of(wanted: Hashable) -> tuple[Any, tuple[Any, ...]]:
    """What a type is made from, and of what."""
    return get_origin(wanted), get_args(wanted)


@lru_cache(maxsize=256)
def _key(name: str) -> re.Pattern[str]:
    """What begins a line that gives a key, or opens the table of that name."""
    last = re.escape(name)
    return re.compile(rf"^\s*(?:\[+[^\]]*\b{last}[\"']?\]+|[\"']?{last}[\"']?\s*[.=])")


class _Reading:
    """One file being turned into records; knows its name and text, so that errors can point at lines."""

    def __init__(self, where: str, text: str, *, days_are_text: bool = False) -> None:
        self.where = where
        self.lines = text.splitlines()
        self.days_are_text = days_are_text

    def at(self, key: str) -> str:
        """The file's name, and the line on which the last part of a dotted key stands."""
        number, found = 0, None
        for part in key.split("."):
            name, _, nth = part.partition("[")
            found = self._line_of(name, number, int(nth.rstrip("]")) if nth else None)
            number = number if found is None else found  # a table may be opened by its last name alone
        if found is not None:
            return f"{self.where}, line {found + 1}"
        pattern = _key(key.rpartition(".")[2].partition("[")[0])
        for number, line in enumerate(self.lines, 1):
            if pattern.match(line):
                return f"{self.where}, line {number}"
        return self.where

    def _line_of(self, name: str, start: int, nth: int | None) -> int | None:
        """The line, counted from 0 and not above `start`, on which a key stands, or the nth item of its list.

        A list may be given as tables under `[[name]]`, or in brackets with an item on each line.
        """
        pattern, inside = _key(name), re.compile(rf"[{{,]\s*[\"']?{re.escape(name)}[\"']?\s*=")
        seen = -1
        for number in range(start, len(self.lines)):
            line = self.lines[number]
            if not (pattern.match(line) or (number == start and inside.search(line))):
                continue
            if nth is None:
                return number
            if not line.lstrip().startswith("["):
                items = [n for n in range(number + 1, len(self.lines)) if self.lines[n].lstrip()[:1] in ("{", '"', "'")]
                return items[nth] if nth < len(items) and line.rstrip().endswith("[") else number
            seen += 1
            if seen == nth:
                return number
        return None

    def record(self, content: Mapping[str, Any], kind: type[Record], given: Mapping[str, object], key: str = "") -> Any:
        types, known, needed = _shape_of(cast(Hashable, kind))
        prefix = f"{key}." if key else ""
        for name in content:
            if name not in known:
                fix = did_you_mean(name, known) or worded("The keys are %(known)s.", known=", ".join(known))
                raise BadRecord(
                    worded("There is no key '%(prefix)s%(name)s' here.", prefix=prefix, name=name),
                    where=self.at(name),
                    fix=fix,
                )
        values: dict[str, object] = dict(given)
        for name, item in known.items():
            if name in content:
                values[item.name] = self.value(content[name], types[item.name], prefix + name)
        if missing := [name for name in needed if known[name].name not in values]:
            what, fix = missing_keys(missing, prefix)
            raise BadRecord(what, where=self.where if not key else self.at(key), fix=fix)
        return kind(**values)

    def value(self, found: Any, wanted: Any, key: str) -> Any:
        if wanted is str and type(found) is str:  # most are, and there are thousands
            return found
        origin, arguments = _parts_of(wanted)
        if origin in (Union, UnionType):
            return self.one_of(found, [kind for kind in arguments if kind is not NoneType], key)
        if origin is tuple:
            if not isinstance(found, list):
                raise self.wrong(found, _LIST, key)
            return tuple(self.value(item, arguments[0], f"{key}[{n}]") for n, item in enumerate(found))
        if origin is not None and issubclass(origin, Mapping):
            if not isinstance(found, dict):
                raise self.wrong(found, _TABLE, key)
            return {name: self.value(item, arguments[1], f"{key}.{name}") for name, item in found.items()}
        if wanted is object or wanted is Any:
            return found
        if is_dataclass(wanted):
            if not isinstance(found, dict):
                raise self.wrong(found, _TABLE, key)
            return self.record(found, wanted, {}, key)  # type: ignore[arg-type]
        return self.simple(found, wanted, key)

    def one_of(self, found: Any, kinds: Sequence[Any], key: str) -> Any:
        """The value as the first of several kinds that it has the shape of."""
        for kind in kinds:
            if _has_shape(found, kind):
                return self.value(found, kind, key)
        if len(kinds) == 1:
            return self.value(found, kinds[0], key)
        raise self.wrong(found, _either(_kind_words(kind) for kind in kinds), key)

    def simple(self, found: Any, wanted: type, key: str) -> Any:
        if issubclass(wanted, StrEnum):
            try:
                return wanted(found)
            except ValueError as error:
                allowed = [str(item) for item in wanted]
                fix = did_you_mean(str(found), allowed) or worded(
                    "Write one of %(allowed)s.", allowed=", ".join(allowed)
                )
                raise BadRecord(
                    worded("'%(key)s' cannot be %(found)s.", key=key, found=f"{found!r}"), where=self.at(key), fix=fix
                ) from error
        if self.days_are_text and issubclass(wanted, date) and isinstance(found, str):
            found = _moment(found, wanted)
        if wanted is datetime and isinstance(found, datetime):
            return found if found.tzinfo else found.replace(tzinfo=UTC)
        if wanted is date and isinstance(found, date) and not isinstance(found, datetime):
            return found
        if wanted is float and isinstance(found, int | float) and not isinstance(found, bool):
            try:
                number = float(found)
            except OverflowError:
                number = math.inf
            if math.isfinite(number):
                return number
            what = worded("'%(key)s' is no number that can be compared (%(found)s).", key=key, found=str(found)[:20])
            raise BadRecord(what, where=self.at(key), fix=worded("Write a finite number."))
        is_moment = wanted is date and isinstance(
            found, datetime
        )  # a moment is a date to Python, and compares with none
        if isinstance(found, wanted) and isinstance(found, bool) == (wanted is bool) and not is_moment:
            return found
        raise self.wrong(found, _WORDS.get(wanted, f"a {wanted.__name__}"), key)

    def wrong(self, found: object, wanted: str, key: str) -> BadRecord:
        shown = found.isoformat() if isinstance(found, date) else f"{found!r}"
        return BadRecord(
            worded("'%(key)s' is %(found)s.", key=key, found=shown),
            where=self.at(key),
            fix=worded("It should be %(wanted)s.", wanted=wanted),
        )


def _moment(text: str, wanted: type[date]) -> date | str:
    """The day or moment that an ISO text names; the text itself where it names none, which is then an error."""
    try:
        return wanted.fromisoformat(text)
    except ValueError:
        return text


def _has_shape(found: Any, kind: Any) -> bool:
    origin, _ = _parts_of(kind)
    if origin is tuple:
        return isinstance(found, list)
    if origin is not None or is_dataclass(kind):
        return isinstance(found, dict)
    if kind is float:
        return isinstance(found, int | float) and not isinstance(found, bool)
    return isinstance(found, kind) and isinstance(found, bool) == (kind is bool)


def _either(kinds: Iterable[str]) -> str:
    """One of several kinds of value, in words."""
    made = ""
    for kind in kinds:
        made = worded("%(one)s or %(other)s", one=made, other=kind) if made else kind
    return made


def _kind_words(kind: Any) -> str:
    if get_origin(kind) is tuple:
        return _LIST
    if is_dataclass(kind):
        return _TABLE
    return _WORDS.get(kind, f"a {getattr(kind, '__name__', kind)}")


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        held = {}
        for item in fields(value):
            found = getattr(value, item.name)
            default = item.default_factory() if item.default_factory is not MISSING else item.default
            if found is not None and found != default:
                held[key_of(item)] = _plain(found)
        return held
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
