"""What the strategy says of one of its places: the claims, priorities, actions and chapters that name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from placewright.build.strategy_choices import chosen_in_order
from placewright.build.strategy_links import Addresses
from placewright.build.world import World
from placewright.core.words import gettext as _
from placewright.publish.views_strategy import Link
from placewright.records.claim import Claim

Said = tuple[tuple[str, tuple[Link, ...]], ...]
"""Lists of links, each under what its records are called."""


class _OfPlaces(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def places(self) -> tuple[str, ...]: ...


def said_of(world: World, place: str) -> Said:
    """The records that name the place itself, by kind; nothing of a place that the workspace is not made up of.

    A claim names the places of its figures. Their verdicts stand where the links lead: they are found after the figures
    of a place are.
    """
    if place not in world.members or place == world.area:
        return ()
    authored, codes = world.authored, set(world.codes_of(place))
    at = Addresses(authored, {})
    actions = sorted(authored.interventions.values(), key=lambda item: item.title)
    lists = (
        (_("Claims"), tuple(_claims(authored.claims.values(), codes, at))),
        (_("Priorities"), at.links("priority", _naming(chosen_in_order(authored.priorities.values()), codes))),
        (_("Actions"), at.links("intervention", _naming(actions, codes))),
        (_("Chapters"), at.links("chapter", _naming(authored.strategy.values(), codes))),
    )
    return tuple((words, links) for words, links in lists if links)


def _claims(claims: Iterable[Claim], codes: set[str], at: Addresses) -> Iterator[Link]:
    for claim in sorted(claims, key=lambda item: item.title or item.id):
        named = {place for figure in claim.figures.values() for place in _codes(figure.place)}
        if codes & (named | set(claim.places)):
            yield at.link(f"claim:{claim.id}")


def _codes(place: str | tuple[str, ...]) -> tuple[str, ...]:
    """The one place that a figure is of; none where it is of several that count as one."""
    held = (place,) if isinstance(place, str) else place
    return held if len(held) == 1 else ()


def _naming(records: Iterable[_OfPlaces], codes: set[str]) -> Iterator[str]:
    return (record.id for record in records if codes.intersection(record.places))
