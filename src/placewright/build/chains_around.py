"""Caveats and places in the chain: what they are in words, and what rests on them or is about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from placewright.build.territory import codes_of_territory
from placewright.core.periods import day_in_words
from placewright.core.printing import listed
from placewright.core.words import gettext as _
from placewright.ledger.links import Link, Role
from placewright.places import registry
from placewright.records.caveat import Caveat
from placewright.records.verdict import ClaimResult
from placewright.workspace.authored import Authored
from placewright.workspace.folder import WorkspaceFolder


def links_of_caveat(caveat: Caveat, results: Mapping[str, ClaimResult]) -> Iterator[Link]:
    """From a caveat to the dataset whose cells it is of, and to it from each claim with a figure that rests on them."""
    own = f"caveat:{caveat.id}"
    yield Link(own, f"dataset:{caveat.dataset}", Role.TROUBLES)
    for id, result in results.items():
        if any(caveat.id in figure.caveats for figure in result.figures.values()):
            yield Link(f"claim:{id}", own, Role.RESTS_ON)


def links_of_place(
    code: str, authored: Authored, results: Mapping[str, ClaimResult], caveats: Mapping[str, Caveat]
) -> Iterator[Link]:
    """To a place from the claims with a figure of its territory, and from every record and caveat that names it."""
    codes, own = set(codes_of_territory(code)), f"place:{code}"
    for reference, record in authored:
        if not reference.startswith(("place:", "edition:")) and codes & set(_places_named(record)):
            yield Link(reference, own, Role.IN_PLACE)
    for id, result in results.items():
        if any(codes & set(figure.place.split("+")) for figure in result.figures.values()):
            yield Link(f"claim:{id}", own, Role.IN_PLACE)
    yield from (Link(f"caveat:{id}", own, Role.IN_PLACE) for id, one in caveats.items() if codes & set(one.places))


def words_of_caveat(caveat: Caveat) -> Iterator[str]:
    """What a caveat says, which cells it is of, and who said so when."""
    yield caveat.text.strip()
    cells = {
        _("Dataset"): caveat.dataset,
        _("Places"): listed([_named(code) for code in caveat.places]) or _("all"),
        _("Members"): ", ".join(f"{name} {member}" for name, member in caveat.where) or _("all"),
        _("Measures"): ", ".join(caveat.measures) or _("all"),
        _("Periods"): ", ".join(caveat.periods) or _("all"),
    }
    yield "; ".join(f"{name}: {value}" for name, value in cells.items())
    yield _("Said by %(by)s on %(day)s.") % {"by": caveat.by, "day": day_in_words(caveat.date)}


def words_of_place(code: str, workspace: WorkspaceFolder) -> Iterator[str]:
    """What a place is: its level and codes, what it lies in, and what it is to the workspace."""
    places, record = registry(), workspace.record
    place = places.get(code)
    yield _("Level: %(level)s; vintages: %(vintages)s") % {
        "level": place.level.replace("-", " "),
        "vintages": ", ".join(dict.fromkeys((place.vintages[0], place.vintages[-1]))) if place.vintages else _("none"),
    }
    if others := codes_of_territory(code)[1:]:
        yield _("The same territory, or nearly: %(codes)s") % {"codes": listed([_named(other) for other in others])}
    if holders := places.parents(code):
        yield _("It lies in %(places)s") % {"places": listed([f"{each.name} ({each.code})" for each in holders])}
    codes = set(codes_of_territory(code))
    roles = [
        words
        for words, held in (
            (_("the place that %(name)s is of") % {"name": record.name}, record.places),
            (_("one of its parts"), record.members),
            (_("one of its comparators"), record.comparators.codes()),
        )
        if codes & set(held)
    ]
    yield _("In this workspace: %(roles)s") % {"roles": listed(roles) or _("not named in workspace.toml")}


def _places_named(record: Any) -> Iterator[str]:
    """The codes that a record names: its places, its own place, those of its figures and of its steps."""
    yield from getattr(record, "places", ()) or ()
    yield from _text(getattr(record, "place", ""))
    for figure in getattr(record, "figures", {}).values() if isinstance(getattr(record, "figures", None), dict) else ():
        yield from _text(getattr(figure, "place", ""))
    for node in getattr(record, "nodes", ()) or ():
        yield from _text(getattr(node, "place", ""))


def _text(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, tuple):
        yield from (str(each) for each in value)


def _named(code: str) -> str:
    places = registry()
    return f"{places.name(code)} ({code})" if places.is_known(code) else code
