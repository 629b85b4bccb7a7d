"""One territory under several codes: a recorded relation with a note, never a silent join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, cast

from placewright.core.late_dataclass import dataclass

Relation = Literal["same", "nearly", "together"]
"""`same` territory, `nearly` the same (the note says what differs), or several codes `together` the same territory."""


@dataclass(frozen=True, slots=True)
class Equivalence:
    """The code or codes that stand for the same territory, how nearly, and how that is known."""

    codes: tuple[str, ...]
    relation: Relation
    note: str


def by_code(rows: Iterable[tuple[str, tuple[str, ...], str, str]]) -> dict[str, list[Equivalence]]:
    """The equivalences of each code."""
    found: dict[str, list[Equivalence]] = defaultdict(list)
    for code, others, relation, note in rows:
        found[code].append(Equivalence(others, cast(Relation, relation), note))
    return dict(found)
