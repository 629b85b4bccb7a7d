"""Which places are one territory under several codes, told by the districts they are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol

import place_facts as facts

BASE_YEAR = 2022
"""Territories are compared as sets of the districts of this year: later districts are whole unions of them."""

COMPARED = ("lad", "county", "cauth", "itl2", "itl3", "lep", "lsip")
WIDE = ("region", "itl1")
"""Levels that are compared with the others, but of which nothing is put together from parts."""
Territories = dict[str, frozenset[str]]


class Table(Protocol):
    """The table of places under construction."""

    by_code: dict[str, list[str]]


def territories_of(places: Table, edges: Iterable[tuple[str, str, str]], changes: list[list[str]]) -> Territories:
    """The districts of the base year that make up each place, for places made of whole districts."""
    before: dict[str, list[str]] = defaultdict(list)
    for old, new, year, *_ in changes:
        if int(year) > BASE_YEAR and places.by_code.get(old, ["", "", ""])[2] == "lad":
            before[new].append(old)

    def at_base(code: str) -> list[str]:
        return [base for old in before[code] for base in at_base(old)] if code in before else [code]

    def live_at(code: str, year: int) -> bool:
        first, last = places.by_code[code][3:5]
        return (not first or int(first) <= year) and (not last or int(last) >= year)

    territories: dict[str, set[str]] = defaultdict(set)
    partial: set[str] = set()
    upper: dict[str, set[str]] = defaultdict(set)
    for child, parent, share in edges:
        level = places.by_code[child][2]
        if level == "lad":
            if not (live_at(child, BASE_YEAR) or child in before):
                continue
            older = places.by_code[parent][2] == "itl3" and "itl-2025" not in places.by_code[parent][5]
            if older and not live_at(child, BASE_YEAR):
                continue  # the districts of the base year tell an older region's territory better
            if share:
                partial.add(parent)
            territories[parent].update(at_base(child))
        elif level == "itl3":
            upper[parent].add(child)
    for code, row in places.by_code.items():
        if row[2] == "lad" and (live_at(code, BASE_YEAR) or code in before):
            territories[code].update(at_base(code))
    for parent, children in upper.items():
        if places.by_code[parent][2] != "itl2":
            continue
        live = "itl-2025" if "itl-2025" in places.by_code[parent][5] else "itl-2021"
        of_vintage = [child for child in children if live in places.by_code[child][5]]
        if partial.isdisjoint(of_vintage) and all(territories[child] for child in of_vintage):
            territories[parent] = set().union(*(territories[child] for child in of_vintage))
    return {code: frozenset(found) for code, found in territories.items() if found and code not in partial}


def regions_within(places: Table, territories: Territories) -> set[tuple[str, str, str]]:
    """Links from ITL3 regions to the counties and combined authorities that hold them whole."""
    wholes = {code: t for code, t in territories.items() if places.by_code[code][2] in ("county", "cauth")}
    found = set()
    for code, territory in territories.items():
        if places.by_code[code][2] == "itl3":
            found |= {(code, whole, "") for whole, of_whole in wholes.items() if territory <= of_whole}
    return found


def make_equivalents(places: Table, territories: Territories, changes: list[list[str]]) -> list[list[str]]:
    """Rows of code, the other code (or the codes that together are it), relation and note."""
    rows: list[list[str]] = []

    def both(one: str, other: str, note: str, relation: str = "same") -> None:
        if one in places.by_code and other in places.by_code:
            rows.append([one, other, relation, note])
            rows.append([other, one, relation, note])

    for one, other, relation, note in facts.EQUIVALENT:
        both(one, other, note, relation)
    for itl1, wider in facts.ITL1_WITHIN.items():
        both(itl1, wider, "ITL1 is one region of England or one other country.")
        if wider in territories and places.by_code[wider][2] in WIDE:
            territories = {**territories, itl1: territories[wider]}
    for code, row in places.by_code.items():
        if row[2].startswith("nuts") and "nuts-2016" in row[5]:
            itl = facts.ITL_OF_NUTS.get(code, f"TL{code[2:]}")
            if itl in places.by_code and places.by_code[itl][5] != "itl-2025":
                both(code, itl, "The ITL of 2021 took over NUTS 2016 with TL for UK.")
    grouped: dict[frozenset[str], list[str]] = defaultdict(list)
    for code, territory in territories.items():
        if places.by_code[code][2] in (*COMPARED, *WIDE):
            grouped[territory].append(code)
    moved = {new: note for _, new, year, rule, note in changes if int(year) > BASE_YEAR and rule == "recoded"}
    for territory, codes in grouped.items():
        for n, one in enumerate(sorted(codes)):
            for other in sorted(codes)[n + 1 :]:
                levels = {places.by_code[one][2], places.by_code[other][2]}
                if levels == {"lad"} or levels <= set(WIDE):
                    continue  # a recoded district is a change, not an equivalence; and that of ITL1 is said above
                both(one, other, _note(territory, one, other, moved))
    rows += _bundles(places, territories)
    return sorted(rows)


def _note(territory: frozenset[str], one: str, other: str, moved: Mapping[str, str]) -> str:
    count = len(territory)
    note = f"Both are made of the same {count} districts." if count > 1 else "Both are the same one district."
    extra = moved.get(one) or moved.get(other)
    return f"{note} {extra}" if extra else note


def _bundles(places: Table, territories: Territories) -> list[list[str]]:
    """Places that are several ITL3 regions of another vintage taken together."""
    rows = []
    for vintage in ("itl-2021", "itl-2025"):
        regions = {
            code: territories[code]
            for code, row in places.by_code.items()
            if row[2] == "itl3" and vintage in row[5] and code in territories
        }
        for code, territory in territories.items():
            row = places.by_code[code]
            if row[2] not in COMPARED or (row[2] in ("itl2", "itl3") and vintage in row[5]):
                continue
            inside = sorted(region for region, part in regions.items() if part <= territory)
            if 2 <= len(inside) <= 12 and frozenset().union(*(regions[region] for region in inside)) == territory:
                note = f"These {len(inside)} regions of {vintage} together are the same {len(territory)} districts."
                rows.append([code, " ".join(inside), "together", note])
    return rows
