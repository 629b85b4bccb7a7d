"""What commands say: results on standard output, progress and trouble on standard error, or JSON for machines."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from placewright.core.files import writes_all
from placewright.core.fingerprints import canonical
from placewright.core.late_dataclass import dataclass

Advance = Callable[[str], None]
"""Tells a progress display that one more piece is done, and which."""


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command writes, and how: plain lines, colour on a terminal, or one JSON document at the end."""

    json: bool = False
    quiet: bool = False

    @property
    def is_terminal(self) -> bool:
        """Whether a person watches standard error."""
        return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    @property
    def colour(self) -> bool:
        """Whether colour may be used: on a terminal, unless NO_COLOR is set."""
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def line(self, text: str = "") -> None:
        """A line of the result; nothing when JSON was asked for."""
        if not self.json:
            print(text)  # noqa: T201

    def note(self, text: str) -> None:
        """A line about the work or its trouble, on standard error."""
        if not self.quiet:
            print(text, file=sys.stderr)  # noqa: T201

    def result(self, content: Mapping[str, Any]) -> None:
        """The machine's form of the result; printed only when JSON was asked for."""
        if self.json:
            json.dump(content, sys.stdout, ensure_ascii=not writes_all(sys.stdout), indent=1, default=canonical)
            sys.stdout.write("\n")

    def table(self, rows: list[tuple[str, ...]], *, header: tuple[str, ...] = ()) -> None:
        """Rows in columns; columns of numbers to the right."""
        for text in columns(rows, header=header):
            self.line(text)

    @contextmanager
    def progress(self, label: str, total: int, *, lines: bool = True) -> Iterator[Advance]:
        """A progress bar on a terminal; elsewhere one plain line for each piece, or with `lines=False` nothing."""
        if self.quiet or total == 0 or not (lines or self.is_terminal):
            yield lambda _text: None
        elif self.is_terminal:
            with _bar(label, total, no_color=bool(os.environ.get("NO_COLOR"))) as advance:
                yield advance
        else:
            yield _Lines(sys.stderr, label, total).advance


@dataclass(slots=True)
class _Lines:
    stream: IO[str]
    label: str
    total: int
    done: int = 0

    def advance(self, text: str) -> None:
        self.done += 1
        print(f"{self.label} {self.done}/{self.total} {text}", file=self.stream, flush=True)


@contextmanager
def _bar(label: str, total: int, *, no_color: bool) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, no_color=no_color)
    shown = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[last]}", style="dim"),
    )
    with Progress(*shown, console=console, transient=True) as progress:
        task = progress.add_task(label, total=total, last="")
        yield lambda text: progress.update(task, advance=1, last=text)


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun, in the plural unless it is one.

    >>> counted(1, "warning"), counted(2_000, "warning"), counted(0, "query", "queries")
    ('1 warning', '2,000 warnings', '0 queries')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def columns(rows: list[tuple[str, ...]], *, header: tuple[str, ...] = ()) -> list[str]:
    """The rows as lines of aligned columns.

    >>> columns([("births", "12"), ("gva", "1,234")])
    ['births     12', 'gva     1,234']
    """
    lines = [header, *rows] if header else list(rows)
    if not lines:
        return []
    widths = [max(len(row[index]) for row in lines) for index in range(len(lines[0]))]
    numbers = [all(_is_number(row[index]) for row in rows) for index in range(len(lines[0]))]
    return [
        "  ".join(
            text.rjust(width) if number else text.ljust(width)
            for text, width, number in zip(row, widths, numbers, strict=True)
        ).rstrip()
        for row in lines
    ]


def _is_number(text: str) -> bool:
    return not text or text.lstrip("+-").replace(",", "").replace(".", "", 1).isdigit()
