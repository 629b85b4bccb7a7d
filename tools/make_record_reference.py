"""Write docs/reference/records.md from the dataclasses of the records: `python tools/make_record_reference.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from placewright.records.priority import Choice
from placewright.records.review import Review, Waiver
from placewright.workspace.kinds import KINDS
from placewright.workspace.records_in_toml import key_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "records.md"

HEAD = """# Records

Every kind of record that people write, with its keys. A record is one file named for its `id`: Markdown with TOML
between two lines of `+++` (its `text` is the prose below), or TOML alone. What is wrong in a file is named with line,
key and mend; the other files are kept.

Each kind has a JSON Schema in the package, `placewright/workspace/schemas/KIND.json`, so that an editor can check a
file while it is typed. A reference to a record is `kind:id`, as in `claim:lead-lost`. This page is written by
`python tools/make_record_reference.py` from the records themselves. How figures and tests of claims work is in
[claims and figures](claims.md).
"""

_ALONE = (
    ("How priorities were chosen", "`priorities/choice.toml`.", Choice),
    ("Reviews", "`reviews.toml`, as `[[review]]`; written by `placewright review`.", Review),
    ("Waivers", "`waivers.toml`, as `[[waiver]]`.", Waiver),
)
_SIMPLE = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false", "date": "date"}


def reference() -> str:
    """The page."""
    return "\n".join([HEAD, *_pages()]) + "\n"


def _pages() -> Iterator[str]:
    for kind in KINDS.values():
        form = "Markdown" if kind.markdown else "TOML"
        yield f"## {kind.name}\n\n`{kind.folder}/ID{kind.suffix}`, {form}. {_words(kind.record)}\n"
        yield from _table(kind.record, {kind.record})
    for title, where, record in _ALONE:
        yield f"## {title}\n\n{where} {_words(record)}\n"
        yield from _table(record, {record})


def _table(record: type[Any], seen: set[type[Any]]) -> Iterator[str]:
    types = get_type_hints(record)
    rows, inner = [], []
    for item in fields(record):
        wanted = types[item.name]
        needed = "needed" if item.default is MISSING and item.default_factory is MISSING else ""
        rows.append(f"| `{key_of(item)}` | {_kind(wanted)} | {needed} |")
        inner += [one for one in _records_in(wanted) if one not in seen]
    yield "\n".join(["| key | what | |", "|---|---|---|", *rows]) + "\n"
    for one in dict.fromkeys(inner):
        seen.add(one)
        yield f"### {_name(one)} in {_name(record)}\n\n{_words(one)}\n"
        yield from _table(one, seen)


def _kind(wanted: Any) -> str:
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in (Union, UnionType):
        return " or ".join(_kind(kind) for kind in arguments if kind is not NoneType)
    if origin is tuple:
        return f"list of {_kind(arguments[0])}"
    if origin is not None:
        return f"table of {_kind(arguments[1])} by name"
    if is_dataclass(wanted):
        return f"a table: {_name(wanted)}"
    if issubclass(wanted, StrEnum):
        return ", ".join(f"`{item}`" for item in wanted)
    return _SIMPLE[wanted.__name__]


def _records_in(wanted: Any) -> Iterator[type[Any]]:
    if is_dataclass(wanted):
        yield wanted  # type: ignore[misc]
    for argument in get_args(wanted):
        yield from _records_in(argument)


def _name(record: Any) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", record.__name__.removesuffix("Spec")).lower()


def _words(record: Any) -> str:
    paragraphs = [" ".join(part.split()) for part in (record.__doc__ or "").split("\n\n")]
    return "\n\n".join(part for part in paragraphs if part and not part.startswith(">>>"))


def main() -> None:
    """Write the page."""
    PAGE.write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
