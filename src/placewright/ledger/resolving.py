"""Resolving: what a placeholder prints, as words and numbers that remember the record they come from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from placewright.core.errors import PlacewrightError, did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period
from placewright.core.said import worded
from placewright.core.words import gettext, language_of_place
from placewright.ledger.figure_words import NOT_AVAILABLE as NOT_AVAILABLE
from placewright.ledger.placeholders import PARTS, Placeholder, find_placeholders, split_text
from placewright.ledger.transformations import OVER_TIME, RANKS
from placewright.records.claim import Claim
from placewright.records.prose import Number, NumberKind, Run, Words
from placewright.records.verdict import ClaimResult, FigureResult

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Quoted:
    """How a quoted or decided number is printed, and the record it is traced to, such as `finding:id`."""

    text: str
    record: str


class Resolver(Protocol):
    """What a text may refer to: claims as they turned out, and numbers that others published or somebody decided."""

    def claim(self, id: str) -> ClaimResult | None:
        """The claim as the evidence has it; None where there is no such claim."""
        ...

    def claim_text(self, id: str) -> str | None:
        """The claim's text as written, with its placeholders; None where there is no such claim."""
        ...

    def quoted(self, id: str, figure: str = "") -> Quoted | None:
        """A number of a finding, event, funding stream or summary; without a figure's name, its main one."""
        ...

    def decided(self, id: str) -> Quoted | None:
        """The number of a decision."""
        ...

    def known(self, kind: str) -> Collection[str]:
        """The names that a placeholder of the kind `claim`, `quoted` or `decided` may have, to offer the nearest."""
        ...


def claim_runs(claim: Claim, result: ClaimResult, resolver: Resolver) -> tuple[Run, ...]:
    """The claim's sentences as runs; a missing figure is printed in words. What cannot be resolved is left out.

    `check_claim_text` says what could not be resolved.
    """
    return text_runs(claim.text, result, resolver)


def text_runs(text: str, result: ClaimResult, resolver: Resolver) -> tuple[Run, ...]:
    """The runs of a text of the claim whose result is given; see `claim_runs`."""
    text = _PRIVATE.sub("", text)
    placeholders, _ = find_placeholders(text, where="")
    numbers: list[Number | None] = []

    def keep(one: Placeholder) -> str:
        numbers.append(_in_claim(one, result, resolver)[0])
        return mark(len(numbers) - 1)

    marked = "".join(part if isinstance(part, str) else keep(part) for part in split_text(text, placeholders))
    pieces = _inline(" ".join(marked.split()))
    return joined(unmarked(pieces, numbers))


def check_claim_text(
    claim: Claim, result: ClaimResult, resolver: Resolver, *, where: str, first_line: int = 1
) -> Iterator[Issue]:
    """Errors for malformed and unknown placeholders of a claim's text, a warning for a figure that nothing uses."""
    placeholders, issues = find_placeholders(claim.text, where=where, first_line=first_line)
    yield from issues
    for one in placeholders:
        what, fix = _in_claim(one, result, resolver)[1]
        if what:
            yield Issue(Severity.ERROR, f"{where}, line {one.line}, column {one.column}", what, fix)
    if not claim.text.strip():
        yield Issue(
            Severity.ERROR,
            where,
            worded("The claim says nothing."),
            worded("Write its sentence below the front matter."),
        )
    used = {one.path[0] for one in placeholders if not one.kind} | _used_by_tests(claim)
    for name in claim.figures:
        if name not in used:
            what = worded("The figure '%(name)s' is neither printed nor tested.", name=name)
            yield Issue(
                Severity.WARNING,
                where,
                what,
                worded("Print it with '{{ %(name)s }}', test it, or remove it.", name=name),
            )


def figure_number(figure: FigureResult, part: str, *, record: str) -> Number | None:
    """The number that a figure, or a part of it, prints; None where figures have no such part.

    Without a value, the figure and `of` print "not available"; period and place are printed all the same. Only a
    figure of two periods has a first one, and only a rank is of a number of places.
    """
    kind = figure.as_.partition(":")[0]
    if (part == "from" and not figure.from_period and kind not in OVER_TIME) or (
        part == "of" and figure.of is None and not figure.is_missing and kind not in RANKS
    ):
        return None
    with language_of_place():  # it becomes part of a text that a person of the place wrote
        text = _part_text(figure, part)
    if text is None:
        return None
    return Number(text or _none(), NumberKind.COMPUTED, record, figure.name, part)


def quoted_number(kind: str, path: tuple[str, ...], resolver: Resolver) -> Number | None:
    """The number that `quoted:` or `decided:` prints; None where there is none of that name."""
    if kind == "decided":
        found = resolver.decided(path[0]) if len(path) == 1 else None
        return Number(found.text or _none(), NumberKind.DECIDED, found.record) if found else None
    figure = path[1] if len(path) > 1 else ""
    found = resolver.quoted(path[0], figure) if len(path) <= 2 else None
    return Number(found.text or _none(), NumberKind.QUOTED, found.record, figure) if found else None


def unknown(kind: str, name: str, resolver: Resolver) -> tuple[str, str]:
    """What to say of a name that is not known, with the nearest that is."""
    nouns = {
        "claim": worded("No claim '%(name)s'.", name=name),
        "quoted": worded("No quoted number '%(name)s'.", name=name),
        "decided": worded("No decided number '%(name)s'.", name=name),
    }
    fix = did_you_mean(name, resolver.known(kind)) or worded("Add the record, or correct the name.")
    return nouns[kind], fix


def unknown_part(part: str, name: str) -> tuple[str, str]:
    """What to say of a part that the figure does not have."""
    if part in PARTS:
        what = worded("The figure '%(name)s' has no '.%(part)s'.", name=name, part=part)
        return what, worded("'.from' is of changes and growth over time, '.of' of ranks: name another part.")
    fix = did_you_mean(part, PARTS) or worded("The parts are %(PARTS)s.", PARTS=", ".join(PARTS))
    return worded("'%(part)s' is no part of the figure '%(name)s'.", part=part, name=name), fix


def mark(index: int) -> str:
    """A letter that stands for a number while Markdown is read; none of the letters that people write."""
    return chr(_FIRST_MARK + index)


def unmarked(pieces: Iterator[Words], numbers: list[Number | None]) -> Iterator[Run]:
    """The runs with the numbers back in the place of their marks; a mark without a number vanishes."""
    for piece in pieces:
        for part in re.split(f"({_PRIVATE.pattern})", piece.text):
            if not part:
                continue
            at = ord(part) - _FIRST_MARK if len(part) == 1 else -1
            if 0 <= at < len(numbers):
                number = numbers[at]
                if number is not None:
                    yield number
            else:
                yield replace(piece, text=part)


def joined(runs: Iterator[Run]) -> tuple[Run, ...]:
    """The runs with neighbouring words of one style made one."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if isinstance(run, Words) and isinstance(last, Words) and replace(last, text=run.text) == run:
            found[-1] = replace(last, text=last.text + run.text)
        else:
            found.append(run)
    return tuple(found)


def words_of(tokens: list[Token]) -> Iterator[Words]:
    """The words of Markdown's inline tokens with their emphasis and links; what is no text is left out."""
    strong = emphasis = 0
    href = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                href = str(token.attrGet("href") or "")
            case "link_close":
                href = ""
            case "softbreak" | "hardbreak":
                yield Words(" ", strong > 0, emphasis > 0, href)
            case "text" | "code_inline" | "text_special":
                if token.content:
                    yield Words(token.content, strong > 0, emphasis > 0, href)


@lru_cache(maxsize=1)
def markdown() -> MarkdownIt:
    """The reader of Markdown: CommonMark with tables."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


_FIRST_MARK = 0xE000
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MARKUP = re.compile(r"[*_`\[\]<>&\\]")


def _inline(text: str) -> Iterator[Words]:
    if not _MARKUP.search(text):
        yield Words(text)
        return
    for token in markdown().parseInline(text):
        yield from words_of(token.children or [])


def _in_claim(one: Placeholder, result: ClaimResult, resolver: Resolver) -> tuple[Number | None, tuple[str, str]]:
    """The number that a placeholder of a claim prints, or what is wrong with it and the mend."""
    if one.kind in ("quoted", "decided"):
        number = quoted_number(one.kind, one.path, resolver)
        return number, ("", "") if number else unknown(one.kind, one.name, resolver)
    if one.kind:
        return None, (
            worded("A claim cannot hold '%(kind)s:%(name)s'.", kind=one.kind, name=one.name),
            worded("Move it into a chapter."),
        )
    name, *parts = one.path
    figure = result.figures.get(name)
    if figure is None:
        fix = did_you_mean(name, result.figures) or worded(
            "Declare [figures.%(name)s], or correct the name.", name=name
        )
        return None, (worded("The claim has no figure '%(name)s'.", name=name), fix)
    number = figure_number(figure, parts[0] if parts else "", record=f"claim:{result.id}") if len(parts) < 2 else None
    return number, ("", "") if number else unknown_part(".".join(parts), name)


def _part_text(figure: FigureResult, part: str) -> str | None:
    if part in PARTS and figure.parts.get(part):
        return figure.parts[part]
    match part:
        case "":
            return _none() if figure.is_missing else figure.text
        case "abs":
            return _none() if figure.is_missing else re.sub(r"[−-](?=[£€$]?\d)", "", figure.text, count=1)
        case "period":
            return figure.period_label
        case "from":
            return _label(figure.from_period)
        case "place":
            return figure.place_name
        case "of":
            return "" if figure.of is None else f"{figure.of:,}"
    return None


def _none() -> str:
    with language_of_place():
        return gettext(NOT_AVAILABLE)


def _label(period: str) -> str:
    try:
        return parse_period(period).label if period else ""
    except PlacewrightError:
        return period


def _used_by_tests(claim: Claim) -> set[str]:
    used = {test.figure for test in claim.holds}
    for test in claim.holds:
        than = test.than
        used.add(than if isinstance(than, str) else getattr(than, "figure", ""))
    used |= {figure.as_.partition(":")[2] for figure in claim.figures.values()}
    return used
