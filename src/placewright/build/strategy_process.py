"""The pages of how a strategy came about: events, studies and sources, checklists and what editions changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from placewright.build.ledger_rows import day_words, figure_lines, references, source_of_finding, when_words
from placewright.build.navigation import EDITION_WORDS
from placewright.build.strategy_links import Addresses, source_link
from placewright.core.said import in_words
from placewright.core.words import gettext as _
from placewright.ledger.frameworks import Framework, ItemStanding, assess, framework
from placewright.ledger.links import Link as Arrow
from placewright.publish.document import Picture
from placewright.publish.views_checks import (
    ChangeLine,
    ChangesPage,
    EditionLine,
    FindingLine,
    FrameworkPage,
    ItemLine,
    StudiesPage,
    StudyLine,
)
from placewright.publish.views_strategy import Link, Milestone, ProcessPage
from placewright.records.event import Action, Event
from placewright.records.finding import Finding

Changes = Sequence[tuple[str, tuple[ChangeLine, ...]]]
"""What changed, by kind of change."""

_RESTING = ("claim", "intervention", "chapter", "priority")


def process_page(at: Addresses, picture: Picture | None = None) -> ProcessPage | None:
    """Every event in the order of time; None where none is recorded."""
    if not at.authored.events:
        return None
    return ProcessPage(tuple(_milestone(at, event) for event in events_in_order(at)), picture=picture)


def events_in_order(at: Addresses) -> list[Event]:
    """The events by when they were; one that is known by its year alone comes before those of its months."""
    return sorted(at.authored.events.values(), key=lambda event: (_year(event.when), event.when, event.title))


def chief_milestones(at: Addresses, *, most: int = 7) -> tuple[Milestone, ...]:
    """The events that tell the story in short: first and last, and the chief kinds between."""
    chief = ("consultation", "conference", "survey", "publication", "milestone")
    found = [event for event in events_in_order(at) if event.kind.value in chief]
    while len(found) > most:
        weakest = max(range(1, len(found) - 1), key=lambda n: (chief.index(found[n].kind.value), n))
        del found[weakest]
    return tuple(_milestone(at, event) for event in found)


def studies_page(at: Addresses, links: Iterable[Arrow]) -> StudiesPage | None:
    """The studies, findings and decisions that texts quote; None where there are none."""
    authored = at.authored
    if not (authored.studies or authored.findings or authored.decisions):
        return None
    resting: dict[str, list[str]] = {}
    for link in links:
        if link.target.startswith("finding:") and link.source.partition(":")[0] in _RESTING:
            resting.setdefault(link.target.removeprefix("finding:"), []).append(link.source)
    lines = {id: _finding(at, item, resting.get(id, [])) for id, item in authored.findings.items()}
    studies = tuple(
        StudyLine(
            id=f"study-{study.id}",
            title=study.title,
            by=study.by,
            published=when_words(study.published),
            text=at.sentence(study.text),
            method=study.method,
            link=Link(_("Read it"), study.url) if study.url else None,
            findings=tuple(lines[id] for id, item in authored.findings.items() if item.study == study.id),
            commissioned=study.commissioned,
            read=study.read,
        )
        for study in authored.studies.values()
    )
    others = tuple(lines[id] for id, item in authored.findings.items() if item.study not in authored.studies)
    decided = tuple(item for item in references(authored) if item.id.startswith("decision:"))
    return StudiesPage(studies, others, decided)


def framework_pages(at: Addresses, chosen: str) -> tuple[FrameworkPage, ...]:
    """The checklist of the workspace's framework, and of any other that has answers."""
    names = dict.fromkeys((*((chosen,) if chosen else ()), *at.authored.checklists))
    return tuple(_framework(at, framework(name), is_chosen=name == chosen) for name in names)


def changes_page(at: Addresses, changes: Changes, *, against: str = "", edition: str = "") -> ChangesPage | None:
    """What changed since the last edition, and the list of editions; None where there is neither."""
    editions = sorted(at.authored.editions.values(), key=lambda item: (item.date, item.id), reverse=True)
    if not (changes or editions):
        return None
    lines = tuple(
        EditionLine(
            item.title,
            EDITION_WORDS[item.kind],
            day_words(item.date),
            at.sentence(item.text),
            current=item.id == edition,
            day=item.date.isoformat(),
        )
        for item in editions
    )
    words = ""
    if against and not any(group for _rest, group in changes):
        words = _("Nothing has changed since %(against)s.") % {"against": against}
    return ChangesPage(against, tuple(changes), lines, words)


def _milestone(at: Addresses, event: Event) -> Milestone:
    when = when_words(event.when)
    if event.until:
        when = _span(event.when, event.until)
    return Milestone(
        id=event.id,
        when=when,
        title=event.title,
        kind=event.kind.value,
        text=at.sentence(event.text),
        figures=figure_lines(event),
        organisations=event.organisations,
        points=tuple(Link(point.text, note=point.by) for point in event.points),
        decisions=event.decisions,
        actions=tuple(_action(action) for action in event.actions),
        source=source_link(event.source, event.url),
        planned=event.planned,
        year=_year(event.when),
    )


def _span(start: str, end: str) -> str:
    first, last = when_words(start), when_words(end)
    if start[:4] == end[:4] and first.endswith(start[:4]):
        first = first.removesuffix(start[:4]).strip()
    return _("%(first)s to %(last)s") % {"first": first, "last": last} if first else last


def _year(when: str) -> str:
    found = re.search(r"\d{4}", when)
    return found[0] if found else ""


def _action(action: Action) -> str:
    parts = [action.text, action.owner]
    if action.done is not None:
        parts.append(_("done on %(day_words)s") % {"day_words": day_words(action.done)})
    elif action.due is not None:
        parts.append(_("due by %(day_words)s") % {"day_words": day_words(action.due)})
    return "; ".join(part for part in parts if part)


def _finding(at: Addresses, finding: Finding, resting: Iterable[str]) -> FindingLine:
    where = ", ".join(part for part in (finding.page, finding.scope) if part)
    words, url = source_of_finding(finding, at.authored)
    is_of_study = finding.study in at.authored.studies
    source = Link(words or url, url) if (words or url) and not is_of_study else None
    return FindingLine(
        id=f"finding-{finding.id}",
        text=finding.text,
        grade=finding.grade.value,
        where=where,
        figures=figure_lines(finding),
        source=source,
        rests=tuple(at.link(name, with_kind=True) for name in dict.fromkeys(resting)),
    )


def _framework(at: Addresses, found: Framework, *, is_chosen: bool) -> FrameworkPage:
    groups: dict[str, list[ItemLine]] = {}
    for standing in assess(found, at.authored, at.results):
        groups.setdefault(standing.item.group, []).append(_item(at, standing))
    titled = [f"{found.by}, {found.issued}" if found.by else found.issued, _(found.status)]
    first = next(iter(found.sources.values()), None)
    return FrameworkPage(
        found.id,
        _("Checklist: %(name)s") % {"name": found.name},
        " ".join(
            part for part in (_(found.text.strip()), *(f"{part.rstrip('.')}." for part in titled if part)) if part
        ),
        tuple((_group_words(name), tuple(items)) for name, items in groups.items()),
        Link(first.title, first.url) if first is not None else None,
        is_chosen,
    )


def _item(at: Addresses, standing: ItemStanding, most: int = 8) -> ItemLine:
    by = tuple(at.link(name, with_kind=True) for name in standing.by[:most])
    if len(standing.by) > most:
        by = (*by, Link(_("and %(value)s more") % {"value": len(standing.by) - most}))
    words = in_words(standing.words)
    if not standing.item.verified:
        words = f"{words} {_('This item was not read in the source itself.')}".strip()
    return ItemLine(standing.item.id, _(standing.item.words), str(standing.standing), by, words)


def _group_words(name: str) -> str:
    words = name.replace("-", " ")
    return _(f"{words[:1].upper()}{words[1:]}") if words else _("Items")
