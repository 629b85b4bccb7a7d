"""Neighbours on the map, and neighbours by statistics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from placewright.core.errors import PlacewrightError
from placewright.core.said import worded
from placewright.places.vintages import year_of_vintage
from placewright.records.place import Place

if TYPE_CHECKING:
    from placewright.places.registry import Registry

KINDS = ("global", "economic", "demographic")
"""What statistical neighbours and clusters are told by."""

BORDERS_FROM = 2021
"""The first year of the districts whose borders are recorded."""


def neighbours(known: Registry, codes: str | Sequence[str], vintage: str | None = None) -> tuple[Place, ...]:
    """The districts that border a place or list of places; of one district, those with the longest border first."""
    given = [codes] if isinstance(codes, str) else list(codes)
    bundle = known.bundle(given)
    year = year_of_vintage(vintage) or bundle.year
    if year < BORDERS_FROM:
        raise PlacewrightError(
            worded(
                "The borders of districts are recorded from %(BORDERS_FROM)s, not for %(year)s.",
                BORDERS_FROM=BORDERS_FROM,
                year=year,
            ),
            where=", ".join(given),
            fix=worded("Resolve the codes to a later vintage first."),
        )
    inside = [place.code for place in bundle.members("lad", f"lad-{year}")]
    best: dict[str, int] = {}
    for code in inside:
        for other, rank in known.borders.get(code, ()):
            if other not in inside and known.places[other].is_in(f"lad-{year}"):
                best[other] = min(best.get(other, 99), rank if rank is not None else 99)
    return tuple(known.places[code] for code in sorted(best, key=lambda code: (best[code], code)))


def statistical_neighbours(known: Registry, code: str, *, kind: str, n: int) -> tuple[Place, ...]:
    """The nearest places by their statistics, nearest first."""
    known.get(code)
    peers = known.peers.get((code, _kind(kind)))
    if peers is None:
        raise PlacewrightError(
            worded("The publisher gives no statistical neighbours of %(get)s.", get=known.get(code)),
            fix=worded(
                "They are given for the districts, counties and combined authorities of 2025; resolve an older code."
            ),
        )
    return tuple(known.places[peer] for peer in peers[:n])


def cluster(known: Registry, code: str, kind: str) -> str | None:
    """The letter of the cluster that a district belongs to."""
    known.get(code)
    of_place = known.clusters.get(code)
    return of_place[_kind(kind)] if of_place else None


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise PlacewrightError(
            worded("No kind of statistical neighbour '%(kind)s'.", kind=kind),
            fix=worded("Known: %(list)s.", list=", ".join(KINDS)),
        )
    return kind
