"""Records in Markdown: TOML between two lines of `+++`, then the prose, which is the record's `text`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from placewright.core.errors import BadRecord
from placewright.core.said import worded
from placewright.workspace.records_in_toml import dump_record, parse_record, read_text

Record = TypeVar("Record")

FENCE = "+++"


def read_markdown(path: Path, kind: type[Record], *, where: str | None = None, **given: object) -> Record:
    """The record of that kind that a Markdown file with TOML front matter declares.

    Raises:
        BadRecord: it has no front matter, or that is no such record; the message names file, line, key and mend.
    """
    where = where or path.name
    return parse_markdown(read_text(path, where), kind, where=where, **given)


def parse_markdown(text: str, kind: type[Record], /, *, where: str, **given: object) -> Record:
    """The record of that kind in a Markdown text with TOML front matter; see `read_markdown`."""
    front, body = split_front_matter(text, where)
    # a line before it, so that the numbers of lines in messages are those of the file
    return parse_record("\n" + front, kind, where=where, **{**given, "text": body})


def split_front_matter(text: str, where: str) -> tuple[str, str]:
    """The TOML and the prose of a Markdown text, the prose without blank lines around it.

    Raises:
        BadRecord: the text does not begin with `+++`, or a second one is missing.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != FENCE:
        fix = worded("Begin the file with a line `%(FENCE)s`, the keys, and a second line `%(FENCE)s`.", FENCE=FENCE)
        raise BadRecord(worded("There is no front matter."), where=f"{where}, line 1", fix=fix)
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if end is None:
        raise BadRecord(
            worded("The front matter does not end."),
            where=where,
            fix=worded("Add a line `%(FENCE)s` behind the keys.", FENCE=FENCE),
        )
    return "\n".join(lines[1:end]) + "\n", "\n".join(lines[end + 1 :]).strip("\n ")


def body_line(text: str) -> int:
    """The line of the file, counted from 1, on which the prose begins."""
    lines = text.replace("\r\n", "\n").split("\n")
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == FENCE), 0)
    return next((at + 1 for at in range(end + 1, len(lines)) if lines[at].strip()), end + 1)


def dump_markdown(record: Any) -> str:
    """The record as Markdown with TOML front matter; what is read back is the same record."""
    lines = dump_record(replace(record, text="")).splitlines(keepends=True)
    tables = next((at for at, line in enumerate(lines) if line.startswith("[")), len(lines))
    kept = [line for line in lines[:tables] if line != 'text = ""\n'] + lines[tables:]
    return f"{FENCE}\n{''.join(kept)}{FENCE}\n{record.text}\n"
