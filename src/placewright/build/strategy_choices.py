"""The pages of what was chosen: strengths and needs, priorities with how far their order holds, and partners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from placewright.build.strategy_links import Addresses, source_link
from placewright.core.printing import listed, number
from placewright.core.words import gettext as _
from placewright.ledger.priority_order import (
    Sensitivity,
    continuity,
    not_chosen,
    rank_priorities,
    sensitivity,
)
from placewright.ledger.synthesis import Quadrant, SwotItem, as_argued, swot
from placewright.publish.views_strategy import (
    AlignmentLine,
    AlignmentsPage,
    ClaimLine,
    ContinuityLine,
    CriterionLine,
    PrioritiesPage,
    PriorityView,
    ScoreRow,
    SwotPage,
    SwotPart,
)
from placewright.publish.views_strategy import SwotItem as SwotLine
from placewright.records.alignment import Alignment
from placewright.records.priority import Priority

_STANCES = {
    Quadrant.STRENGTHS: "strength",
    Quadrant.WEAKNESSES: "need",
    Quadrant.OPPORTUNITIES: "opportunity",
    Quadrant.THREATS: "threat",
}


def swot_page(at: Addresses) -> SwotPage | None:
    """Every claim under its stance, with what speaks against it; None where there are no claims."""
    if not at.authored.claims:
        return None
    listed = swot(at.authored, at.results, indicators=at.indicators)
    priorities = chosen_in_order(at.authored.priorities.values())
    parts = tuple(
        SwotPart(stance, tuple(_swot_lines(at, as_argued(listed.of(quadrant), priorities))))
        for quadrant, stance in _STANCES.items()
    )
    left_out = at.claims(item.claim for item in listed.set_apart)
    return SwotPage(parts, left_out)


def priorities_page(at: Addresses) -> PrioritiesPage | None:
    """The priorities and how they were chosen; None where there are none."""
    authored, choice = at.authored, at.authored.choice
    if not authored.priorities:
        return None
    chosen = chosen_in_order(authored.priorities.values())
    dropped = {item.priority: item for item in not_chosen(authored.priorities.values(), choice)}
    measured = sensitivity(authored.priorities.values(), choice)
    total = sum(criterion.weight for criterion in choice.criteria)
    return PrioritiesPage(
        chosen=tuple(_priority(at, item, number) for number, item in enumerate(chosen, start=1)),
        not_chosen=tuple(
            _priority(at, authored.priorities[id], number) for number, id in enumerate(dropped, start=len(chosen) + 1)
        ),
        criteria=tuple(
            CriterionLine(
                criterion.id,
                criterion.name,
                f"{number(100 * criterion.weight / total)}%" if total else "",
                criterion.text,
            )
            for criterion in choice.criteria
        ),
        scores=_score_rows(at, measured),
        sensitivity=tuple(_sensitivity_words(at, measured)),
        continuity=_continuity(at),
        earlier_plan=source_link(choice.earlier_plan, choice.earlier_url),
        note=at.sentence(choice.note),
    )


def chosen_in_order(priorities: Iterable[Priority]) -> list[Priority]:
    """The chosen priorities in the order they are printed: their own, then by title."""
    return sorted((item for item in priorities if item.chosen), key=lambda item: (item.order, item.title))


def alignments_page(at: Addresses) -> AlignmentsPage | None:
    """Each priority against each partner's strategy; None where nothing was compared."""
    found = at.authored.alignments.values()
    if not found:
        return None
    partners = tuple(dict.fromkeys(item.partner for item in found))
    stands: dict[tuple[str, str], list[str]] = {}
    for item in found:
        stands.setdefault((item.priority, item.partner), []).append(str(item.stand))
    rows = tuple(
        (at.link(f"priority:{item.id}"), tuple(_gravest(stands.get((item.id, partner), [])) for partner in partners))
        for item in chosen_in_order(at.authored.priorities.values())
    )
    return AlignmentsPage(partners, rows, tuple(_alignment(at, item) for item in found))


def _swot_lines(at: Addresses, items: Iterable[SwotItem]) -> Iterator[SwotLine]:
    for item in items:
        line = at.claim(item.claim)
        if line is not None:
            yield SwotLine(line, _against(at, item))


def _against(at: Addresses, item: SwotItem) -> tuple[ClaimLine, ...]:
    """What speaks against an item and is itself borne out, or cannot be told."""
    return at.claims(other.claim for other in item.against if str(other.verdict) in ("holds", "cannot tell"))


def _priority(at: Addresses, item: Priority, number: int) -> PriorityView:
    authored = at.authored
    return PriorityView(
        id=item.id,
        number=number,
        title=item.title,
        paragraphs=at.paragraphs(item.text),
        foundation=str(item.foundation) if item.foundation else "",
        claims=at.claims(item.claims),
        actions=at.links("intervention", (a.id for a in authored.interventions.values() if item.id in a.priorities)),
        measures=at.links("measure", (m.id for m in authored.measures.values() if item.id in m.priorities)),
        alignments=tuple(_alignment(at, a) for a in authored.alignments.values() if a.priority == item.id),
        places=at.place_names(item.places),
        sectors=item.sectors,
        why_not=at.sentence(item.why_not),
        source=source_link(item.source, item.url),
        illustrative=item.illustrative,
    )


def _score_rows(at: Addresses, measured: Sensitivity) -> tuple[ScoreRow, ...]:
    rows = []
    names = [criterion.id for criterion in at.authored.choice.criteria]
    for ranked in rank_priorities(at.authored.priorities.values(), at.authored.choice):
        span = measured.of(ranked.priority)
        if ranked.rank is None or ranked.score is None or span is None:
            continue
        rows.append(
            ScoreRow(
                ranked.title,
                f"priorities.html#{ranked.priority}",
                ranked.chosen,
                tuple(ranked.scores.get(name) for name in names),
                number(ranked.score, 2),
                ranked.rank,
                span.best,
                span.worst,
            )
        )
    return tuple(rows)


def _sensitivity_words(at: Addresses, measured: Sensitivity) -> Iterator[str]:
    if not measured.ranges:
        return
    yield (
        _(
            "Each priority was scored from 0 to 5 by every criterion, and the scores "
            "were weighed. The last column says how far its rank moves as the weight "
            "of any one criterion goes from nothing to double."
        )
    )
    firm = [item for item in measured.ranges if item.best == item.worst]
    if firm and len(firm) < len(measured.ranges):
        titles = [at.title(f"priority:{item.priority}") for item in firm]
        yield _("Whatever the weights, the rank stays for %(listed)s.") % {"listed": _listed(titles)}
    near = sorted(
        (swap for swap in measured.swaps if swap.factor is not None), key=lambda swap: abs((swap.factor or 1.0) - 1.0)
    )
    if near:
        swap = near[0]
        criterion = next((c.name for c in at.authored.choice.criteria if c.id == swap.criterion), swap.criterion)
        yield (
            (
                _("The closest call: “%(title)s” would pass “%(title_2)s” if “%(criterion)s” had no weight.")
                if not swap.factor
                else _(
                    "The closest call: “%(title)s” would pass “%(title_2)s” if “%(criterion)s” "
                    "weighed %(factor)s times as much."
                )
            )
            % {
                "title": at.title(f"priority:{swap.lower}"),
                "title_2": at.title(f"priority:{swap.upper}"),
                "criterion": criterion,
                "factor": f"{swap.factor:.2g}",
            }
        )


def _continuity(at: Addresses) -> tuple[ContinuityLine, ...]:
    found = continuity(at.authored)
    return tuple(
        ContinuityLine(
            row.earlier.title, row.earlier.fate, at.links("priority", row.earlier.by), at.sentence(row.earlier.why)
        )
        for row in found.rows
    )


def _alignment(at: Addresses, item: Alignment) -> AlignmentLine:
    return AlignmentLine(
        item.partner,
        item.strategy,
        str(item.stand),
        at.sentence(item.text),
        at.link(f"priority:{item.priority}"),
        source_link(item.source, item.url),
        item.read,
    )


def _gravest(stands: list[str]) -> str:
    return next((stand for stand in ("conflicts", "supports", "silent") if stand in stands), "")


def _listed(words: list[str]) -> str:
    return listed([f"“{word}”" for word in words])
