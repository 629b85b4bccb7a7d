"""What an edition keeps of caveats, and which differ since, with the figures that rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from placewright.core.fingerprints import fingerprint
from placewright.core.late_dataclass import dataclass
from placewright.ledger.links import record_fingerprint
from placewright.records.caveat import Caveat
from placewright.records.verdict import ClaimResult

CAVEAT = "caveat"
ALL = "caveat:*"
"""The pin of the list of all caveats, by which an edition that had none is told from one that did not look."""


@dataclass(frozen=True, slots=True)
class CaveatPins:
    """What is kept of caveats: fingerprints by `caveat:id`, and in words what each says and what rests on it."""

    records: Mapping[str, str]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaveatSince:
    """A caveat that only one of two editions has, or that says or covers something else in the later one.

    `before` and `after` are its words. `rests` are the figures, as `claim.figure`, that rested on it before or do now.
    """

    id: str
    before: str | None
    after: str | None
    rests: tuple[str, ...]


def caveat_pins(caveats: Iterable[Caveat], results: Mapping[str, ClaimResult]) -> CaveatPins:
    """What an edition keeps of the caveats, so that a later difference can be read and not only noticed.

    The words are kept by id, `dacorum-payrolls`, and by `dacorum-payrolls.CLAIM.FIGURE` each figure that rests on it as
    it is printed without the troubled cells; empty where it is not computed without them.
    """
    listed = sorted(caveats, key=lambda one: one.id)
    records = {f"{CAVEAT}:{one.id}": record_fingerprint(one) for one in listed}
    records[ALL] = fingerprint([one.id for one in listed])
    words = {one.id: _words(one) for one in listed}
    for id, result in results.items():
        for name, figure in result.figures.items():
            words |= {f"{one}.{id}.{name}": figure.without_text for one in figure.caveats if one in words}
    return CaveatPins(records, dict(sorted(words.items())))


def caveats_since(before: CaveatPins, after: CaveatPins) -> Iterator[CaveatSince]:
    """The caveats that differ, by id; none where one of the two does not say which caveats there were."""
    if not (ALL in before.records and ALL in after.records):
        return
    for name in sorted({*before.records, *after.records} - {ALL}):
        kind, _, id = name.partition(":")
        if kind != CAVEAT or before.records.get(name) == after.records.get(name):
            continue
        resting = {*figures_resting_on(id, before.words), *figures_resting_on(id, after.words)}
        yield CaveatSince(id, before.words.get(id), after.words.get(id), tuple(sorted(resting)))


def figures_resting_on(caveat: str, words: Mapping[str, str]) -> dict[str, str]:
    """The figures that rest on a caveat, as `claim.figure`, with what each is without it."""
    head = f"{caveat}."
    return {name.removeprefix(head): text for name, text in words.items() if name.startswith(head)}


def claims_of(figures: Iterable[str]) -> dict[str, list[str]]:
    """The names of figures, `claim.figure`, by claim.

    >>> claims_of(["lead-lost.now", "lead-lost.then"])
    {'lead-lost': ['now', 'then']}
    """
    found: dict[str, list[str]] = {}
    for name in figures:
        claim, _, figure = name.partition(".")
        found.setdefault(claim, []).append(figure)
    return found


def is_of_caveat(reference: str) -> bool:
    """Whether a pin is of a caveat or of their list."""
    return reference.startswith(f"{CAVEAT}:")


def _words(caveat: Caveat) -> str:
    """What a caveat says, and in brackets which cells it is of."""
    where = (f"{name} {member}" for name, member in caveat.where)
    cells = (caveat.dataset, *caveat.places, *caveat.measures, *where, *caveat.periods)
    return f"{caveat.text.strip()} ({', '.join(cells)})"
