"""The small tables that sums are made with, beside the cells: the terms of lines, the members of lists, the weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from placewright.evidence.cells import UsedCells
from placewright.evidence.plan import Plan

TERMS, LIST_TERMS, WEIGHTED, MEMBERS = "terms", "list_terms", "weighted", "members"
"""The names of the tables."""

LISTED = -2
"""The space of a code that stands for a list of places."""

MARKS = ("blind", "sampled", "rounded", "revised", "vague")
"""What some part of a sum may be; each is a bit of `marks`, the first the lowest."""

NO_PERIOD = -1
"""The code of what belongs to no period."""


def sum_inputs(plan: Plan, used: UsedCells, bundles: Mapping[str, Sequence[str]]) -> dict[str, pa.Table]:
    """The tables by name: of terms always, those of lists where there are any, of weights where some line has one.

    A list that is no place among the cells has the codes after theirs, in the lists' order.
    """
    tables = {TERMS: _terms(plan, used, "of_places")}
    if bundles:
        tables |= {LIST_TERMS: _terms(plan, used, "of_bundles"), MEMBERS: _members(used, bundles)}
        if plan.weighted.num_rows:
            tables[WEIGHTED] = plan.weighted
    return tables


def codes_of_lists(used: UsedCells, bundles: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The code of each list: its place's where it is one, else a new one."""
    known = {code: number for number, code in enumerate(used.places)}
    for code in bundles:
        known.setdefault(code, len(known))
    return {code: known[code] for code in bundles}


def _members(used: UsedCells, bundles: Mapping[str, Sequence[str]]) -> pa.Table:
    known = {code: number for number, code in enumerate(used.places)}
    codes = codes_of_lists(used, bundles)
    pairs = [(codes[code], known[place]) for code, inside in bundles.items() for place in inside if place in known]
    columns = [pa.array(column, pa.int32()) for column in zip(*pairs, strict=True)] or [pa.array([], pa.int32())] * 2
    return pa.table(columns, names=["listed", "place"])


def _terms(plan: Plan, used: UsedCells, flag: str) -> pa.Table:
    """The terms of the lines that are so by the plan's `info`, their base period as a code."""
    known = {word: code for code, word in enumerate(used.periods)}
    terms = plan.terms_of(flag)
    base = pa.array([known.get(word, NO_PERIOD) for word in terms["base"].to_pylist()], pa.int32())
    return terms.set_column(terms.schema.get_field_index("base"), "base", base)
