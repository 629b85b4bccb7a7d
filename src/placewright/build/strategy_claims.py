"""The pages of the ledger: the table of claims, a page for each, and the few that head the front page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from placewright.build.ledger_rows import references, source_of_finding
from placewright.build.strategy_links import Addresses
from placewright.build.traces_in_words import Tracer, period_words, test_words, value_words
from placewright.build.world import World
from placewright.core.periods import day_in_words
from placewright.core.words import gettext as _
from placewright.ledger.links import Link as Arrow
from placewright.ledger.synthesis import Contradictions
from placewright.places import registry
from placewright.publish.document import LedgerRow, Reference
from placewright.publish.views_strategy import (
    ChapterCard,
    ClaimPage,
    FigureWithout,
    HeadlineFigure,
    LedgerPage,
    Link,
    TestLine,
    VerdictCount,
)
from placewright.records.claim import Claim
from placewright.records.verdict import ClaimResult, FigureResult

_MOST_HEADLINES = 6
_MOST_OF_STANCE = 2
_STANCES = ("strength", "need", "opportunity", "threat")
_VERDICTS = ("holds", "cannot tell", "fails", "unmeasured")
_USERS = ("chapter", "priority", "intervention", "measure", "checklist", "decision")


def ledger_page(
    rows: tuple[LedgerRow, ...], chapters: Iterable[ChapterCard], downloads: tuple[Link, ...] = ()
) -> LedgerPage:
    """All claims in one table."""
    links = tuple(Link(f"{card.number} {card.title}", card.href, card.id) for card in chapters)
    mine = tuple(link for link in downloads if "claims" in link.href or "workings" in link.href)
    return LedgerPage(rows, links, mine)


def claim_pages(
    at: Addresses, rows: Sequence[LedgerRow], links: Iterable[Arrow], tracer: Tracer
) -> tuple[ClaimPage, ...]:
    """A page for each claim of the ledger, in its order."""
    users: dict[str, list[str]] = {}
    for link in links:
        if link.target.startswith("claim:") and link.source.partition(":")[0] in _USERS:
            users.setdefault(link.target.removeprefix("claim:"), []).append(link.source)
    around = [None, *(Link(row.title or row.id, f"ledger/{row.id}.html") for row in rows), None]
    quoted = {item.id: item for item in references(at.authored)}
    against = Contradictions(at.authored.claims.values())
    pages = []
    for n, row in enumerate(rows):
        claim, result = at.authored.claims.get(row.id), at.results.get(row.id)
        if claim is None or result is None:
            continue
        used = tuple(at.link(name, with_kind=True) for name in dict.fromkeys(users.get(row.id, ())))
        others = at.claims(other.id for other, _rest in against.of(row.id))
        page = _page(at, row, claim, result, tracer, quoted, (around[n], around[n + 2]))
        pages.append(replace(page, used_in=used, contradicts=others))
    return tuple(pages)


def verdict_counts(rows: Iterable[LedgerRow]) -> tuple[VerdictCount, ...]:
    """How many claims have which verdict; a verdict that none has is left out."""
    counts = Counter(row.verdict for row in rows)
    return tuple(VerdictCount(name, counts[name]) for name in _VERDICTS if counts[name])


def headline_figures(
    at: Addresses, rows: Sequence[LedgerRow], world: World, *, chosen: bool = False
) -> tuple[HeadlineFigure, ...]:
    """The few claims that tell the story, each with its first figure large.

    Where nobody chose them, a claim counts for more if a chapter says it, a priority is argued from it, it is about
    the whole place and rests on one of the indicators that lead the evidence; at most two of each stance.
    """
    wanted = list(rows) if chosen else _telling(at, rows, world)
    return tuple(made for row in wanted[:_MOST_HEADLINES] if (made := _headline(at, row, world)) is not None)


def _page(
    at: Addresses,
    row: LedgerRow,
    claim: Claim,
    result: ClaimResult,
    tracer: Tracer,
    quoted: dict[str, Reference],
    sides: tuple[Link | None, Link | None],
) -> ClaimPage:
    figures = result.figures.values()
    without = tuple(
        FigureWithout(f"{figure.place_name}, {period_words(figure)}", figure.text, figure.without_text)
        for figure in figures
        if figure.without is not None
    )
    review = at.authored.reviews.get(f"claim:{row.id}")
    return ClaimPage(
        row=row,
        tests=tuple(
            TestLine(test_words(test, result.figures), str(test.verdict), str(test.without) if test.without else "")
            for test in result.tests
        ),
        joined=str(claim.join),
        without=without,
        caveats=tracer.caveat_words(figures),
        rests_on=tuple(_rests(at, claim, quoted)),
        reviewed=_("Last read against its evidence on %(isoformat)s by %(by)s.")
        % {"isoformat": day_in_words(review.date), "by": review.by}
        if review
        else "",
        waivers=tuple(
            _("Let pass by %(by)s until %(when_words)s: %(why)s")
            % {"by": waiver.by, "when_words": day_in_words(waiver.until), "why": waiver.why}
            for waiver in at.authored.waivers
            if waiver.record == f"claim:{row.id}"
        ),
        note=at.sentence(claim.note),
        before=sides[0],
        after=sides[1],
    )


def _rests(at: Addresses, claim: Claim, quoted: dict[str, Reference]) -> Iterable[Reference]:
    for id in claim.findings:
        finding = at.authored.findings.get(id)
        if finding is not None:
            words, _rest = source_of_finding(finding, at.authored)
            yield Reference(id, finding.text, words or _("Its source"), f"studies.html#finding-{id}")
    for id in claim.events:
        if f"event:{id}" in quoted:
            yield Reference(id, quoted[f"event:{id}"].text, _("The event"), f"process.html#{id}")


def _telling(at: Addresses, rows: Sequence[LedgerRow], world: World) -> list[LedgerRow]:
    argued = Counter(id for item in at.authored.priorities.values() if item.chosen for id in item.claims)
    leading = set(world.workspace.record.headline)
    own = set(world.codes_of(world.area)) | {world.area}

    def weight(row: LedgerRow) -> float:
        figure = _first(at, row)
        if figure is None or row.verdict not in ("holds", "cannot tell"):
            return -1.0
        is_own = figure.place in own
        return (
            2.0 * bool(row.chapters)
            + 1.5 * min(argued[row.id], 2)
            + 2.0 * is_own
            + 1.5 * (figure.origin in leading)
            - 0.5 * (row.verdict == "cannot tell")
            - 0.5 * (figure.unit == "rank")
        )

    ordered = sorted(enumerate(rows), key=lambda item: (-weight(item[1]), item[0]))
    taken: list[LedgerRow] = []
    stances: Counter[str] = Counter()
    seen: set[str] = set()
    for _rest, row in ordered:
        figure = _first(at, row)
        if figure is None or weight(row) < 0 or stances[row.stance] >= _MOST_OF_STANCE or figure.origin in seen:
            continue
        stances[row.stance] += 1
        seen.add(figure.origin)
        taken.append(row)
    taken = taken[:_MOST_HEADLINES]
    return sorted(taken, key=lambda row: _STANCES.index(row.stance))


def _first(at: Addresses, row: LedgerRow) -> FigureResult | None:
    """The figure that heads a claim: of those that its sentence prints, the newest of the place it begins with."""
    result, claim = at.results.get(row.id), at.authored.claims.get(row.id)
    if result is None or claim is None:
        return None
    known = {name: figure for name, figure in result.figures.items() if figure.value is not None}
    printed = sorted(
        (name for name in known if _is_printed(name, claim.text)), key=lambda name: claim.text.index(f"{{{{ {name}")
    )
    if not printed:
        return next(iter(known.values()), None)
    first = known[printed[0]]
    alike = [known[name] for name in printed if (known[name].origin, known[name].place) == (first.origin, first.place)]
    return max(alike, key=lambda figure: (figure.unit == first.unit, figure.period))


def _is_printed(name: str, text: str) -> bool:
    return f"{{{{ {name} }}}}" in text or f"{{{{ {name}.abs }}}}" in text


def _done(kind: str, other: str) -> str:
    """What a large number was made by, where it is not the measure itself: `2.6%` of an index that stands at 102.6."""
    words = {"change": _("Change"), "change-percent": _("Change"), "growth-per-year": _("Growth a year")}
    if kind == "difference-from" and other.replace(".", "", 1).isdigit():
        return _("Difference from %(other)s") % {"other": other}
    return words.get(kind, _("Difference") if kind == "difference-from" else "")


def _headline(at: Addresses, row: LedgerRow, world: World) -> HeadlineFigure | None:
    figure, line = _first(at, row), at.claim(row.id)
    if figure is None or line is None:
        return None
    indicator = world.indicators.get(figure.origin)
    tail = value_words(figure).removeprefix(figure.text).strip(" ()")
    measured = indicator.short_name if indicator and row.title else ""
    kind, _rest, other = figure.as_.partition(":")
    against, text = "", figure.text
    if kind in ("quotient", "ratio-of"):
        text = _("%(text)s times") % {"text": figure.text}
        against = registry().name(other) if registry().is_known(other) else ""
    place = _("%(place)s against %(other)s") % {"place": figure.place_name, "other": against} if against else ""
    where = ", ".join(part for part in (place or figure.place_name, period_words(figure)) if part)
    done = _done(kind, other)
    about = " · ".join(part for part in (done, "" if tail in measured else tail, measured, where) if part)
    return HeadlineFigure(
        text,
        row.title or (indicator.name if indicator else row.id),
        line,
        about,
        figure.parts.get("interval", ""),
    )
