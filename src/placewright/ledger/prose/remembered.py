"""The check of prose where it was checked before: only texts that changed, or whose figures did, are read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Protocol

from placewright.ledger.prose.material import (
    Material,
    PlainText,
    ProseIssue,
    Sentence,
    block_place,
    chapter_place,
    claims_named,
    claims_of,
    claims_under,
    in_order,
    introduced,
    unit_of,
)
from placewright.records.prose import ChapterText, Heading
from placewright.records.verdict import ClaimResult

RECORDS = "records"
"""What is remembered of findings, events and other records that are no texts."""

ACROSS = "across"
"""What is remembered of texts held against each other."""

_MONEY = ("£", "€")


class Remembered(Protocol):
    """What a check of prose found before, by what it read and the key of all that this depends on."""

    def recall(self, unit: str, key: str) -> tuple[ProseIssue, ...] | None:
        """What was found under that key; None where nothing was looked for."""

    def keep(self, unit: str, key: str, issues: Sequence[ProseIssue]) -> None:
        """Remember what was found."""


def check_prose_since(material: Material, before: Remembered, *, shared: str) -> tuple[ProseIssue, ...]:
    """What `check_and_read` finds, texts recalled that would be found the same.

    Args:
        material: all texts and figures.
        before: what was found before; it is given what is found now.
        shared: the key of what every text may depend on: code, other records, the place. Claims, chapters and figures
            are not among it: they have keys of their own here.
    """
    keys = dict(_keys(material, shared))
    found = {unit: before.recall(unit, key) for unit, key in keys.items()}
    due = [unit for unit, issues in found.items() if issues is None]
    if due:
        found |= _read_again(material, due, keys.keys() - {RECORDS, ACROSS})
    for unit, key in keys.items():
        before.keep(unit, key, found[unit] or ())
    return in_order((issue for issues in found.values() for issue in issues or ()), material)


def _read_again(material: Material, due: Sequence[str], texts: Collection[str]) -> Mapping[str, tuple[ProseIssue, ...]]:
    from placewright.ledger.prose.as_read import unread_notes
    from placewright.ledger.prose.rules import issues_across, issues_of_texts

    made: dict[str, list[ProseIssue]] = {unit: [] for unit in due}
    if set(due) - {ACROSS}:
        own = material.units(due)
        found = tuple(issues_of_texts(own))
        for issue in (*found, *unread_notes(own, found)):
            unit = unit_of(issue.record, issue.issue.where)
            unit = unit if unit in texts else RECORDS
            if unit in made:
                made[unit].append(issue)
    if ACROSS in made:
        made[ACROSS] += issues_across(material)
    return {unit: tuple(issues) for unit, issues in made.items()}


def _keys(material: Material, shared: str) -> Iterator[tuple[str, str]]:
    """Each unit that is remembered by itself, with the key of what its issues depend on."""
    results = {id: _digest(result, _argued(material, id)) for id, result in material.results.items()}
    periods = _periods(material.results.values())
    places = sorted({figure.place for result in material.results.values() for figure in result.figures.values()})
    everywhere = _digest(shared, places, material.places)

    def behind(claims: Iterable[str]) -> list[object]:
        """The figures of claims; and the periods that are known of their indicators, of which one is the newest."""
        known = sorted({id for id in claims if id in results})
        origins = sorted({figure.origin for id in known for figure in material.results[id].figures.values()})
        return [[results[id] for id in known], [periods[origin] for origin in origins]]

    yield RECORDS, everywhere
    for id, runs in material.runs.items():
        yield f"claim:{id}", _digest(everywhere, material.claim(id), runs, behind([id, *claims_named(runs)]))
    parts: defaultdict[str, list[object]] = defaultdict(list)
    for unit, said, claims in (part for chapter in material.chapters for part in _said_in(chapter)):
        parts[unit] += [said, behind(claims)]
    for unit, part in parts.items():
        yield unit, _digest(everywhere, part)
    yield from _keys_of_others(material, everywhere, behind)
    told = [
        (one.record, one.where, one.text, one.words) for one in material.sentences if any(m in one.text for m in _MONEY)
    ]
    yield ACROSS, _digest(everywhere, told)


def _argued(material: Material, id: str) -> tuple[object, ...]:
    """What of a claim other texts may lean on besides its figures: its tests, and who is quoted for it."""
    claim = material.claim(id)
    return () if claim is None else (claim.holds, claim.findings, claim.events)


def _keys_of_others(
    material: Material, everywhere: str, behind: Callable[[Iterable[str]], list[object]]
) -> Iterator[tuple[str, str]]:
    written: defaultdict[str, list[PlainText]] = defaultdict(list)
    for other in material.others:
        written[unit_of(other.record, other.where)].append(other)
    said: defaultdict[str, list[Sentence]] = defaultdict(list)
    for one in material.sentences:
        if (unit := unit_of(one.record, one.where)) in written:
            said[unit].append(one)
    for unit, texts in written.items():
        sentences = said[unit]
        claims = {id for one in sentences for id in claims_named([span.number for span in one.spans])}
        claims |= {id for other in texts for id in other.claims}
        yield unit, _digest(everywhere, texts, [(one.text, one.spans) for one in sentences], behind(claims))


def _periods(results: Iterable[ClaimResult]) -> Mapping[str, list[str]]:
    """Every period of which some claim has a figure, by indicator."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for result in results:
        for figure in result.figures.values():
            found[figure.origin] |= {figure.period, figure.from_period}
    return {origin: sorted(periods) for origin, periods in found.items()}


def _said_in(chapter: ChapterText) -> Iterator[tuple[str, object, Collection[str]]]:
    """What a chapter says, with the unit in which it stands and the claims that it leans on."""
    yield unit_of(*chapter_place(chapter, "title")), chapter.title, ()
    if chapter.summary:
        yield unit_of(*chapter_place(chapter, "summary")), (chapter.summary, chapter.claims), chapter.claims
    for at, (block, after) in enumerate(zip(chapter.blocks, (*chapter.blocks[1:], None), strict=False)):
        claims = claims_under(chapter, at) if isinstance(block, Heading) else tuple(claims_of(block))
        yield unit_of(*block_place(chapter, block)), (block, introduced(after), claims), claims


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()
