"""The places of a view: what the visitor named, the sets that a word chooses, and the comparators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from placewright.places import registry
from placewright.publish.views import Role
from placewright.web.explorer.choices import Choice
from placewright.web.explorer.evidence_shown import EvidenceShown
from placewright.web.explorer.figures import IndicatorFigures

_STYLES: tuple[Role, ...] = ("place", "similar", "neighbour", "part2", "part4", "part5")
"""How the places that a visitor named are drawn, in the order in which they were named."""
_LEVELS = {"counties": "county", "regions": "region", "itl3": "itl3", "lep": "lep"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A place of a view: its code, name and role, and which row of the figures speaks for it; None where none does."""

    code: str
    name: str
    role: Role
    row: int | None


def chosen_places(choice: Choice, evidence: EvidenceShown, figures: IndicatorFigures | None) -> list[Chosen]:
    """The places of a view: those that were named, then those of sets, then the comparators."""
    styles = dict(enumerate(_STYLES))
    found: dict[str, Role] = {code: styles.get(number, "member") for number, code in enumerate(choice.places)}
    for word in choice.sets:
        for code in codes_of_set(word, evidence, figures):
            found.setdefault(code, "member")
    for code, role in comparators(choice, evidence):
        found.setdefault(code, role)
    return [
        Chosen(code, evidence.name(code), role, None if figures is None else figures.row_of(code))
        for code, role in found.items()
    ]


def codes_of_set(word: str, evidence: EvidenceShown, figures: IndicatorFigures | None) -> Sequence[str]:
    """The codes that a word chooses; of a whole country, those that have a figure."""
    record = evidence.world.workspace.record
    match word:
        case "members":
            return record.members
        case "neighbours":
            return record.comparators.neighbours
        case "similar":
            return record.comparators.statistical_neighbours
        case "districts":
            return districts(evidence, figures)
        case _:
            codes = sorted(registry().known_codes(_LEVELS[word]), key=evidence.name)
            return [code for code in codes if _has_figure(code, figures) and registry().get(code).is_current]


def districts(evidence: EvidenceShown, figures: IndicatorFigures | None) -> list[str]:
    """The districts of the place's country that have a figure, those that are no more left out."""
    record = evidence.world.workspace.record
    letter = (record.members or record.places)[0][0]
    codes = [] if figures is None else figures.codes_at("lad")
    return [code for code in codes if code[0] == letter and registry().get(code).is_current]


def comparators(choice: Choice, evidence: EvidenceShown) -> Iterator[tuple[str, Role]]:
    """The code and role of each comparator that is asked for and that the workspace fixed."""
    fixed = evidence.world.workspace.record.comparators
    for word, code, role in (
        ("region", fixed.region, "region"),
        ("country", fixed.country, "england"),
        ("kingdom", fixed.kingdom, "uk"),
    ):
        if word in choice.compare and code:
            yield code, role  # type: ignore[misc]


def common_column(places: Sequence[Chosen], figures: IndicatorFigures, period: str) -> int:
    """The column that a view of one period shows: the one asked for, or the newest that most of the places have."""
    if period != "latest":
        return figures.periods.index(period)
    counts: dict[int, int] = {}
    for place in places:
        at = -1 if place.row is None else int(figures.latest[place.row])
        if at >= 0:
            counts[at] = counts.get(at, 0) + 1
    return max(counts, key=lambda at: (counts[at], at)) if counts else len(figures.periods) - 1


def _has_figure(code: str, figures: IndicatorFigures | None) -> bool:
    row = None if figures is None else figures.row_of(code)
    return figures is not None and row is not None and figures.known(row)
