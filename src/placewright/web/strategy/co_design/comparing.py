"""Two editions side by side, or an edition and the text as it is now: words apart from figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from placewright.core.differences import Stretch, aligned, word_differences
from placewright.core.fingerprints import fingerprint
from placewright.core.said import in_words
from placewright.ledger.caveat_pins import ALL, CAVEAT, claims_of
from placewright.ledger.editions import Change, What, changes, changes_in_words
from placewright.records.edition import Edition, EditionKind
from placewright.web.strategy.co_design.figure_differences import FigureDifference, figure_differences
from placewright.web.strategy.co_design.texts import ChapterWords, ParagraphWords, TextWords, text_in

_ALIKE = 0.4
"""The share of words that two paragraphs must have in common to be shown as one that changed."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two states that are compared: what it is called, its address where it has one, and its output."""

    name: str
    title: str
    day: date | None
    folder: Path
    href: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphDifference:
    """A paragraph on both sides, or on one: its numbers, its words on each side, and how they differ."""

    before: ParagraphWords | None
    after: ParagraphWords | None
    stretches: tuple[Stretch, ...]

    @property
    def how(self) -> str:
        """`same`, `changed`, `added` or `removed`."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "same" if self.before.fingerprint == self.after.fingerprint else "changed"


@dataclass(frozen=True, slots=True)
class ChapterDifference:
    """A chapter with the paragraphs that differ."""

    id: str
    title: str
    how: str
    paragraphs: tuple[ParagraphDifference, ...]

    @property
    def differing(self) -> tuple[ParagraphDifference, ...]:
        """The paragraphs that are not the same."""
        return tuple(one for one in self.paragraphs if one.how != "same")

    @property
    def stretches(self) -> tuple[tuple[bool, tuple[ParagraphDifference, ...]], ...]:
        """The paragraphs in stretches: whether those of the stretch are the same on both sides, and they."""
        runs = groupby(self.paragraphs, key=lambda one: one.how == "same")
        return tuple((is_same, tuple(run)) for is_same, run in runs)


@dataclass(frozen=True, slots=True)
class CaveatDifference:
    """A caveat that differs: its words on each side, and the claims with the figures that rest on it."""

    id: str
    how: str
    before: str
    after: str
    rests: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _ClaimsFile:
    """What `claims.json` says; `caveats` is None where a program wrote it that did not tell of them."""

    claims: Mapping[str, Mapping[str, Any]]
    caveats: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states of a strategy compared."""

    before: Side
    after: Side
    chapters: tuple[ChapterDifference, ...]
    figures: tuple[FigureDifference, ...]
    summary: str
    caveats: tuple[CaveatDifference, ...] = ()

    @property
    def changed_chapters(self) -> tuple[ChapterDifference, ...]:
        """The chapters that are not the same."""
        return tuple(chapter for chapter in self.chapters if chapter.differing)


def compare(before: Side, after: Side) -> Compared:
    """What differs from the earlier state to the later."""
    old, new = _claims(before.folder), _claims(after.folder)
    found = changes(_pinned(before, old), _pinned(after, new))
    titles = {id: str(claim.get("title") or id) for id, claim in {**old.claims, **new.claims}.items()}
    return Compared(
        before,
        after,
        tuple(compared_texts(text_in(before.folder), text_in(after.folder))),
        tuple(figure_differences(found, old.claims, new.claims)),
        in_words(changes_in_words(found)),
        tuple(_caveat(one, titles) for one in found if one.what is What.CAVEAT),
    )


def compared_texts(before: TextWords | None, after: TextWords | None) -> Iterator[ChapterDifference]:
    """Each chapter of either text with its paragraphs side by side, in the order of the later text."""
    old = {chapter.id: chapter for chapter in before.chapters} if before else {}
    new = {chapter.id: chapter for chapter in after.chapters} if after else {}
    for id in (*new, *(id for id in old if id not in new)):
        mine, theirs = old.get(id), new.get(id)
        how = "added" if mine is None else "removed" if theirs is None else "same"
        paragraphs = tuple(_paragraphs(_of(mine), _of(theirs)))
        if how == "same" and any(one.how != "same" for one in paragraphs):
            how = "changed"
        named = theirs or mine
        yield ChapterDifference(id, named.title if named else id, how, paragraphs)


def _of(chapter: ChapterWords | None) -> Sequence[ParagraphWords]:
    return chapter.paragraphs if chapter else ()


def _paragraphs(old: Sequence[ParagraphWords], new: Sequence[ParagraphWords]) -> Iterator[ParagraphDifference]:
    pairs = aligned(old, new, key=lambda one: one.fingerprint, text=lambda one: one.text, least=_ALIKE)
    yield from (_difference(mine, theirs) for mine, theirs in pairs)


def _difference(before: ParagraphWords | None, after: ParagraphWords | None) -> ParagraphDifference:
    stretches = word_differences(before.text if before else "", after.text if after else "")
    return ParagraphDifference(before, after, stretches)


def _caveat(change: Change, titles: Mapping[str, str]) -> CaveatDifference:
    rests = tuple((id, titles.get(id, id), ", ".join(names)) for id, names in claims_of(change.rests).items())
    return CaveatDifference(change.name, str(change.how), change.before, change.after, rests)


def _claims(folder: Path) -> _ClaimsFile:
    path = folder / "claims.json"
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return _ClaimsFile({})
    return _read_claims(path, changed)


@lru_cache(maxsize=8)
def _read_claims(path: Path, changed: int) -> _ClaimsFile:
    content = json.loads(path.read_text(encoding="utf-8"))
    return _ClaimsFile({claim["id"]: claim for claim in content["claims"]}, content.get("caveats"))


def _pinned(side: Side, file: _ClaimsFile) -> Edition:
    """The claims and caveats of a side as an edition pins them, so that both sides are read in one way."""
    pins: dict[str, str] = {}
    for id, claim in file.claims.items():
        pins[id] = f"{claim['verdict']} {fingerprint(claim['text'])}"
        pins |= {f"{id}.{figure['name']}": figure.get("text") or "missing" for figure in claim["figures"]}
    made = Edition(side.name, side.title, EditionKind.DRAFT, side.day or date.min)
    if file.caveats is None:
        return replace(made, claims=pins)
    records = {f"{CAVEAT}:{id}": fingerprint(words) for id, words in file.caveats.items() if "." not in id}
    return replace(made, claims=pins, caveats=file.caveats, records=records | {ALL: ""})
