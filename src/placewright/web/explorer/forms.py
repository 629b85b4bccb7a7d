"""The form of the explorer: what can be chosen, and what is chosen now; a plain form whose address is the view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from placewright.build.traces_in_words import member_words
from placewright.places.in_sentences import the
from placewright.web.explorer.choices import COMPARATORS, SETS, VIEWS, Choice
from placewright.web.explorer.evidence_shown import EvidenceShown
from placewright.web.explorer.selection import codes_of_set


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen: its value in the address, its words, and whether it is chosen now."""

    value: str
    words: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ChooserForm:
    """Everything that the form offers."""

    indicators: tuple[tuple[str, tuple[Option, ...]], ...]
    against: tuple[tuple[str, tuple[Option, ...]], ...]
    members: tuple[Option, ...]
    places: tuple[Option, ...]
    sets: tuple[Option, ...]
    comparators: tuple[Option, ...]
    periods: tuple[Option, ...]
    areas: tuple[Option, ...]
    years: tuple[int, int] | None


def chooser_form(choice: Choice, evidence: EvidenceShown) -> ChooserForm:
    """The form with the view's choices in it."""
    figures = evidence.figures.of(choice.indicator, choice.member)
    members = [member for member in evidence.figures.members(choice.indicator) if member]
    periods: tuple[Option, ...] = ()
    years = None
    if figures is not None:
        newest = Option("latest", _("the newest"), choice.period == "latest")
        of_each = zip(figures.periods[::-1], figures.labels[::-1], strict=True)
        periods = (newest, *(Option(period, label, choice.period == period) for period, label in of_each))
        years = (int(min(figures.moments)), int(max(figures.moments)))
    return ChooserForm(
        tuple(_by_foundation(evidence, choice.indicator)),
        tuple(_by_foundation(evidence, choice.against)) if choice.view == "scatter" else (),
        tuple(Option(member, member_words(member), member == choice.member) for member in members),
        tuple(Option(code, evidence.name(code), is_chosen=True) for code in choice.places),
        tuple(_sets(choice, evidence)),
        tuple(_comparators(choice, evidence)),
        periods,
        tuple(_areas(choice, evidence)) if choice.view == "map" else (),
        years,
    )


def view_links(choice: Choice) -> list[tuple[str, str, bool]]:
    """The ways to look at the same choice: query, words, and whether it is the present one."""
    return [(choice.but(view=name).query(), str(words), name == choice.view) for name, words in VIEWS.items()]


def _by_foundation(evidence: EvidenceShown, chosen: str) -> Iterator[tuple[str, tuple[Option, ...]]]:
    for name, found in evidence.by_foundation():
        yield name, tuple(Option(item.id, item.name, item.id == chosen) for item in found)


def _sets(choice: Choice, evidence: EvidenceShown) -> Iterator[Option]:
    record = evidence.world.workspace.record
    for word, words in SETS.items():
        if word in ("members", "neighbours", "similar") and not codes_of_set(word, evidence, None):
            continue
        said = _("Districts of %(place)s") % {"place": the(record.name)} if word == "members" else str(words)
        yield Option(word, said, word in choice.sets)


def _comparators(choice: Choice, evidence: EvidenceShown) -> Iterator[Option]:
    fixed = evidence.world.workspace.record.comparators
    for word in COMPARATORS:
        code = getattr(fixed, word)
        if code:
            yield Option(word, evidence.name(code), word in choice.compare)


def _areas(choice: Choice, evidence: EvidenceShown) -> Iterator[Option]:
    area = evidence.name(evidence.area)
    if evidence.outlines("lad") is not None:
        yield Option("lad", _("Districts of %(place)s") % {"place": area}, choice.area == "")
    if evidence.outlines("lsoa") is not None:
        yield Option("lsoa", _("Small areas of %(place)s") % {"place": area}, choice.area == "lsoa")
        for code in evidence.world.members:
            if evidence.outlines(f"lsoa-{code}") is not None:
                words = _("Small areas of %(place)s") % {"place": the(evidence.name(code))}
                yield Option(f"lsoa-{code}", words, choice.area == f"lsoa-{code}")
