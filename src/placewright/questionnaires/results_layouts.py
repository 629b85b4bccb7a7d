"""What each version of the program put into tables of results, so that older ones are made again byte for byte.

A layout is a number that grows whenever tables gain or lose a part. What came with a layout is listed here for ever; a
test holds tables that were kept under each and makes them again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from placewright.questionnaires.results_method import ANSWERS_TESTED, MEANS_TESTED, TABLES_TESTED

LAYOUT = 5
"""The layout of tables that are made now."""

LINKED_TABLES_SINCE = 5
"""The layout since which two breakdowns are crossed once, and strata are withheld so that none follows from the others.

These are numbers fewer, which cannot be put back into tables of today: `make_results` makes them in an older layout.
"""

Plain = dict[str, Any]


def in_layout(tables: Mapping[str, Any], layout: int) -> Plain:
    """Tables of today as an older layout has them: without what came later.

    Args:
        tables: as plain values, made in that layout.
        layout: from 1 to `LAYOUT`.
    """
    found: Plain = dict(tables)
    for number in range(LAYOUT, layout, -1):
        found = _WITHOUT[number](found)
    return found


def layouts_of(frozen: Mapping[str, str]) -> tuple[int, ...]:
    """The layouts that frozen tables may have, newest first: one, or all before layouts were kept with them."""
    kept = frozen.get("layout", "")
    if not kept:
        return (3, 2, 1)
    return (int(kept),) if kept.isdigit() and 1 <= int(kept) <= LAYOUT else ()


def _as_it_is(tables: Plain) -> Plain:
    """Before 5: the same parts, made in an older layout."""
    return tables


def _without_changes_and_names(tables: Plain) -> Plain:
    """Before 4: of flagged answers the largest change alone, and no organisation's answers under its name."""
    found = _but(tables, "named")
    return {**found, "flagged": _but(found["flagged"], "changes")} if "flagged" in found else found


def _without_tests_of_answers_and_means(tables: Plain) -> Plain:
    """Before 3: no test of one of several answers, none of means."""

    def table(held: Plain) -> Plain:
        parts = {name: [_but(line, "test") for line in held[name]] for name in ("lines", "figures") if name in held}
        return held | parts

    return _without_sentences(_each_table(tables, table), {ANSWERS_TESTED, MEANS_TESTED})


def _without_tests(tables: Plain) -> Plain:
    """Before 2: no test at all, and sentences of the method in English alone."""
    found = _each_table(tables, lambda held: _but(held, "test"))
    return _but(_without_sentences(found, {TABLES_TESTED}), "said")


_WITHOUT: Mapping[int, Callable[[Plain], Plain]] = {
    2: _without_tests,
    3: _without_tests_of_answers_and_means,
    4: _without_changes_and_names,
    5: _as_it_is,
}


def _each_table(tables: Plain, change: Callable[[Plain], Plain]) -> Plain:
    questions = [
        {**question, "tables": [change(table) for table in question["tables"]]}
        for question in tables.get("questions", ())
    ]
    return {**tables, "questions": questions}


def _without_sentences(tables: Plain, words: set[str]) -> Plain:
    if "said" not in tables:
        return tables
    left = [number for number, said in enumerate(tables["said"]) if said.get("words") not in words]
    return {**tables, **{name: [tables[name][number] for number in left] for name in ("said", "method")}}


def _but(held: Mapping[str, Any], name: str) -> Plain:
    return {key: value for key, value in held.items() if key != name}
