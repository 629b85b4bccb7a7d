"""What people wrote, in chapters: logic models, strengths and needs, choices, the process, money and measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from placewright.build.embed_money import money_view
from placewright.build.embed_troubles import NothingToShow
from placewright.build.strategy_actions import Read, actions_page, funds_page, measures_page
from placewright.build.strategy_choices import chosen_in_order
from placewright.build.strategy_links import Addresses
from placewright.build.strategy_process import framework_pages, process_page
from placewright.core.said import worded
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.ledger.frameworks import FRAMEWORKS
from placewright.ledger.priority_order import continuity, rank_priorities, sensitivity
from placewright.ledger.synthesis import Quadrant, Swot, SwotItem, as_argued, swot
from placewright.publish.diagrams import (
    alignments_picture,
    logic_picture,
    money_picture,
    priorities_picture,
    swot_picture,
    timeline_picture,
)
from placewright.publish.document import Grid, Picture
from placewright.publish.views_diagrams import (
    AlignmentRow,
    AlignmentsView,
    LogicNode,
    LogicStep,
    LogicView,
    Moment,
    PrioritiesView,
    PriorityLine,
    SwotEntry,
    SwotQuarter,
    SwotView,
    TimelineView,
)
from placewright.publish.views_strategy import Link, Milestone
from placewright.records.checklist import Standing
from placewright.records.intervention import Intervention, Node
from placewright.records.priority import Priority
from placewright.records.prose import Embed

_QUARTERS: Mapping[Quadrant, tuple[str, str, str]] = {
    Quadrant.STRENGTHS: (marked("Strengths"), marked("what is good now"), "S"),
    Quadrant.WEAKNESSES: (marked("Needs"), marked("what is not good now"), "N"),
    Quadrant.OPPORTUNITIES: (marked("Opportunities"), marked("what may be gained"), "O"),
    Quadrant.THREATS: (marked("Threats"), marked("what may be lost"), "T"),
}


def logic_pictures(at: Addresses) -> dict[str, Picture]:
    """The logic model of each intervention that has one, drawn, by the intervention's id."""
    return {id: logic_picture(_logic_view(at, item)) for id, item in at.authored.interventions.items() if item.nodes}


def logic_blocks(embed: Embed, at: Addresses) -> tuple[Picture, ...]:
    """The logic model of an intervention."""
    items = at.authored.interventions
    if embed.of not in items:
        raise NothingToShow.unknown(worded("intervention"), embed.of, items, see=_write("interventions"))
    if not items[embed.of].nodes:
        raise NothingToShow.empty(
            worded("The intervention '%(of)s' has no logic model.", of=embed.of),
            worded("Add its [[nodes]] and [[steps]]."),
        )
    return (logic_picture(_logic_view(at, items[embed.of])),)


def swot_blocks(at: Addresses, *, only: Iterable[str]) -> tuple[Picture, ...]:
    """The claims that the text makes as strengths, needs, opportunities and threats."""
    listed = swot(at.authored, at.results, only=frozenset(only))
    if not (listed.items or listed.set_apart):
        raise NothingToShow.empty(worded("The text makes no claim, so there is nothing to list."), _write("claims"))
    return (swot_picture(_swot_view(listed, chosen_in_order(at.authored.priorities.values()))),)


def priorities_blocks(at: Addresses) -> tuple[Picture | Grid, ...]:
    """The order of the priorities as a picture, and why what was not chosen was not."""
    items = at.authored.priorities
    if not items:
        raise NothingToShow.empty(worded("There are no priorities to show."), _write("priorities"))
    view = _priorities_view(at)
    scored = any(line.score is not None for line in view.lines)
    picture = (priorities_picture(view),) if scored else (_priorities_grid(at),)
    rejected = tuple((item.title, at.sentence(item.why_not) or "–") for item in items.values() if not item.chosen)
    if not rejected:
        return picture
    grid = Grid(_("Looked at and not chosen"), (_("Priority"), _("Why not")), rejected, (False, False), id="not-chosen")
    return (*picture, grid)


def continuity_grid(at: Addresses) -> tuple[Grid, ...]:
    """What became of each priority of the earlier plan."""
    found = continuity(at.authored)
    if not found.rows:
        fix = _("Name the earlier plan's priorities in priorities/choice.toml.")
        raise NothingToShow.empty(worded("No earlier plan is recorded."), fix)
    rows = tuple(
        (row.earlier.title, row.earlier.fate, "; ".join(row.by) or "–", at.sentence(row.earlier.why) or "–")
        for row in found.rows
    )
    heads = (
        _("In %(plan)s") % {"plan": found.plan} if found.plan else _("In the earlier plan"),
        _("Fate"),
        _("Carried on by"),
        _("Why"),
    )
    parts = [_("Source: %(source)s.") % {"source": found.source} if found.source else ""]
    if found.new:
        parts.append(_("New in this strategy: %(list)s.") % {"list": "; ".join(found.new)})
    title = _("What became of the earlier plan's priorities")
    return (Grid(title, heads, rows, (False,) * 4, " ".join(part for part in parts if part), "continuity"),)


def timeline_picture_of(at: Addresses) -> Picture | None:
    """The process drawn; None where no event is recorded."""
    page = process_page(at)
    if page is None:
        return None
    moments = tuple(_moment(item) for item in page.milestones)
    return timeline_picture(TimelineView(_("The process, event by event"), moments, _sources_of(page.milestones)))


def timeline_blocks(at: Addresses) -> tuple[Picture, ...]:
    """The process as a time line."""
    picture = timeline_picture_of(at)
    if picture is None:
        raise NothingToShow.empty(worded("There are no events to show."), _write("events"))
    return (picture,)


def actions_grid(at: Addresses) -> tuple[Grid, ...]:
    """The interventions: for which priority, by whom, when, at what cost and from which money."""
    page = actions_page(at)
    if page is None:
        raise NothingToShow.empty(worded("There are no interventions to show."), _write("interventions"))
    rows = tuple(
        (
            _("%(title)s (illustrative)") % {"title": card.title} if card.illustrative else card.title,
            _said(card.priorities),
            card.owner or "–",
            card.when or "–",
            card.cost or _("not stated"),
            card.money or "–",
        )
        for card in page.cards
    )
    heads = (_("Action"), _("For the priority"), _("Owner"), _("When"), _("Cost"), _("Money"))
    note = _("Actions marked as illustrative come from no published document.") if _any_illustrative(at) else ""
    return (Grid(_("Each action, its owner and its money"), heads, rows, (False,) * 6, note, "actions"),)


def funds_blocks(at: Addresses) -> tuple[Picture | Grid, ...]:
    """What the actions cost by year and who pays, as a picture; and the funds."""
    page = funds_page(at, today=date.min)
    if page is None:
        raise NothingToShow.empty(worded("There are no funds to show."), _write("funding"))
    rows = tuple(
        (
            line.title if line.verified else _("%(title)s (unverified)") % {"title": line.title},
            line.funder,
            line.total or _("not stated"),
            line.when or "–",
            _said(line.actions),
            _plain_source(line.source),
        )
        for line in page.lines
    )
    heads = (_("Fund"), _("Whose"), _("Amount"), _("Open"), _("Actions that draw on it"), _("Source"))
    numeric = (False, False, True, False, False, False)
    note = _("Amounts as published. A fund is open while it takes bids, or while what was awarded is to be spent.")
    grid = Grid(_("Funds that exist or existed"), heads, rows, numeric, note, "funds-table")
    view = money_view(at)
    return (money_picture(view), grid) if view is not None else (grid,)


def measures_grid(at: Addresses, read: Read) -> tuple[Grid, ...]:
    """What is watched, from which baseline, towards what, by whom."""
    page = measures_page(at, read)
    if page is None:
        raise NothingToShow.empty(worded("There are no measures to show."), _write("measures"))
    rows = tuple(
        (
            line.title,
            line.now or (_("no indicator yet") if line.unmeasured else _("no figure")),
            line.baseline or "–",
            line.towards or "–",
            ", ".join(part for part in (line.owner, line.frequency) if part) or "–",
            _said(line.serves),
        )
        for line in page.lines
    )
    heads = (_("Measure"), _("Now"), _("Baseline"), _("Towards"), _("Read by"), _("Shows"))
    return (Grid(_("Measures"), heads, rows, (False,) * 6, id="measures"),)


def checklist_grid(embed: Embed, at: Addresses) -> tuple[Grid, ...]:
    """A framework's checklist: each item, how it stands, and why."""
    if embed.of not in FRAMEWORKS:
        raise NothingToShow.unknown(
            worded("framework"),
            embed.of,
            FRAMEWORKS,
            see=worded("There are %(FRAMEWORKS)s.", FRAMEWORKS=", ".join(FRAMEWORKS)),
        )
    page = next(item for item in framework_pages(at, embed.of) if item.id == embed.of)
    items = [(section, item) for section, lines in page.sections for item in lines]
    counted = Counter(item.standing for _rest, item in items)
    said = {standing: _(standing.value.replace("-", " ")) for standing in Standing}
    rows = tuple((item.text, said[Standing(item.standing)], item.words or "–") for _rest, item in items)
    note = ", ".join(f"{counted[standing]} {said[standing]}" for standing in Standing if counted[standing])
    heads = (_("What is asked"), _("Standing"), _("Why"))
    return (
        Grid(
            page.name,
            heads,
            rows,
            (False,) * 3,
            _("%(items)s items: %(note)s.") % {"items": len(items), "note": note},
            f"checklist-{embed.of}",
        ),
    )


def alignments_blocks(at: Addresses) -> tuple[Picture, ...]:
    """How the priorities stand to partners' strategies."""
    found = at.authored.alignments.values()
    chosen = chosen_in_order(at.authored.priorities.values())
    if not found or not chosen:
        raise NothingToShow.empty(worded("No priority is compared with a partner's strategy."), _write("alignments"))
    rows = []
    for partner, strategy in dict.fromkeys((item.partner, item.strategy) for item in found):
        stands = []
        for priority in chosen:
            own = {
                str(a.stand) for a in found if (a.partner, a.strategy, a.priority) == (partner, strategy, priority.id)
            }
            stands.append(next((stand for stand in ("conflicts", "supports", "silent") if stand in own), ""))
        rows.append(AlignmentRow(f"{partner}: {strategy}" if strategy else partner, tuple(stands)))
    titles = tuple((number, item.title) for number, item in enumerate(chosen, start=1))
    view = AlignmentsView(_("How the priorities stand to partners' strategies"), titles, tuple(rows))
    return (alignments_picture(view),)


def _write(folder: str) -> str:
    return _("Write them in the folder %(folder)s/, or take the embed out.") % {"folder": folder}


def _logic_view(at: Addresses, item: Intervention) -> LogicView:
    return LogicView(
        item.id,
        item.title,
        tuple(
            LogicNode(node.id, str(node.stage), at.sentence(node.text) or node.text, _shown_by(at, node))
            for node in item.nodes
        ),
        tuple(LogicStep(step.from_, step.to, str(step.grade), at.sentence(step.assumption)) for step in item.steps),
        item.source,
        item.illustrative,
    )


def _shown_by(at: Addresses, node: Node) -> str:
    return at.title(f"indicator:{node.indicator}") if node.indicator in at.indicators else node.measured_by


def _swot_view(listed: Swot, priorities: Sequence[Priority]) -> SwotView:
    refs: dict[str, str] = {}
    order = {quadrant: as_argued(listed.of(quadrant), priorities) for quadrant in _QUARTERS}
    for quadrant, (_rest, _rest, letter) in _QUARTERS.items():
        refs |= {item.claim: f"{letter}{number}" for number, item in enumerate(order[quadrant], start=1)}
    quarters = tuple(
        SwotQuarter(_(name), _(about), tuple(_entry(item, refs) for item in order[quadrant]), name.lower())
        for quadrant, (name, about, _rest) in _QUARTERS.items()
    )
    return SwotView(_("Strengths, needs, opportunities and threats"), quarters, len(listed.set_apart))


def _entry(item: SwotItem, refs: Mapping[str, str]) -> SwotEntry:
    against = tuple(refs[other.claim] for other in item.against if other.claim in refs)
    marks = tuple(str(mark) for mark in item.marks)
    title = item.title or item.text
    return SwotEntry(refs[item.claim], title, item.text, item.claim, str(item.verdict), against, marks)


def _priorities_view(at: Addresses) -> PrioritiesView:
    items, choice = at.authored.priorities, at.authored.choice
    measured = sensitivity(items.values(), choice)
    total = sum(criterion.weight for criterion in choice.criteria)
    names = [criterion.id for criterion in choice.criteria]
    lines = []
    for ranked in rank_priorities(items.values(), choice):
        span = measured.of(ranked.priority)
        lines.append(
            PriorityLine(
                ranked.title,
                ranked.chosen,
                ranked.score,
                ranked.rank,
                span.best if span else None,
                span.worst if span else None,
                tuple(ranked.scores.get(name) for name in names),
            )
        )
    criteria = tuple((criterion.name, criterion.weight / total) for criterion in choice.criteria) if total else ()
    return PrioritiesView(_("The order of the priorities, and how firm it is"), tuple(lines), criteria)


def _priorities_grid(at: Addresses) -> Grid:
    rows = tuple(
        (str(number), item.title, str(len(item.claims)))
        for number, item in enumerate(chosen_in_order(at.authored.priorities.values()), start=1)
    )
    return Grid("Priorities", ("", "Priority", "Claims"), rows, (True, False, True), _("Not scored yet."), "priorities")


def _moment(item: Milestone) -> Moment:
    note = "; ".join((_(item.kind.replace("-", " ").capitalize()), *item.figures))
    return Moment(item.year, item.when, item.title, note, item.planned)


def _sources_of(milestones: Iterable[Milestone]) -> str:
    words = dict.fromkeys(item.source.words for item in milestones if item.source is not None)
    return "; ".join(words) if 0 < len(words) <= 3 else ""


def _any_illustrative(at: Addresses) -> bool:
    return any(item.illustrative for item in at.authored.interventions.values())


def _said(links: Iterable[Link]) -> str:
    return "; ".join(link.words for link in links) or "–"


def _plain_source(link: Link | None) -> str:
    return link.words if link is not None and link.words else "–"
