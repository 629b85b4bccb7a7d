"""Reviews of links: whether each target is still what a person last saw, and the record of seeing it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from placewright.core.errors import BadRecord, UnknownName
from placewright.core.fingerprints import fingerprint
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded, worded_count
from placewright.core.words import marked
from placewright.ledger.links import CHOICE, Link, all_links, links_of, record_fingerprint, resolved
from placewright.records.decision import Decision, DecisionKind
from placewright.records.edition import Edition
from placewright.records.review import Review
from placewright.workspace.authored import CHOICE as CHOICE_FILE
from placewright.workspace.authored import Authored, record_path
from placewright.workspace.kinds import KINDS

EVIDENCE = "evidence"
"""The target of a claim's review that stands for the cells of its figures."""


class UnknownRecord(UnknownName):
    """A reference `kind:id` that names no authored record."""

    kind = marked("record")


class LinkStand(StrEnum):
    """How a link stands: its target was seen as it is, has changed since, or was never seen."""

    REVIEWED = "reviewed"
    SUSPECT = "suspect"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True)
class LinkStanding:
    """A link with how it stands, the fingerprint that its reviewer saw, if any, and its target's own now."""

    link: Link
    stand: LinkStand
    seen: str
    now: str


def stand_of_links(authored: Authored, reviews: Mapping[str, Review] | None = None) -> tuple[LinkStanding, ...]:
    """How each link between authored records stands, by the reviews (the workspace's own where none are given).

    Links to indicators and results are left out: what a claim takes from them is the `evidence` of its review. So are
    the links of editions, which pin what they rest on, and of decisions that record a review.
    """
    reviews = authored.reviews if reviews is None else reviews
    now = {reference: record_fingerprint(record) for reference, record in authored}
    found = []
    for link in all_links(authored):
        if link.target in now and _is_reviewable(link.source, authored):
            review = reviews.get(link.source)
            seen = review.targets.get(link.target, "") if review else ""
            found.append(LinkStanding(link, _stand(seen, now[link.target]), seen, now[link.target]))
    return tuple(found)


def stand_issues(standings: Iterable[LinkStanding]) -> Iterator[Issue]:
    """An error for each suspect link, and one note for each record with links that nobody has reviewed."""
    unseen: dict[str, list[str]] = {}
    for standing in dict.fromkeys(standings):
        link = standing.link
        if standing.stand is LinkStand.SUSPECT:
            what = worded(
                "It %(role)s %(target)s, which has changed since it was reviewed.", role=link.role, target=link.target
            )
            fix = worded(
                'Read both; where all is well, `placewright review WORKSPACE %(source)s --by ROLE --note "..."`.',
                source=link.source,
            )
            yield Issue(Severity.ERROR, file_of(link.source), what, fix)
        elif standing.stand is LinkStand.UNREVIEWED:
            unseen.setdefault(link.source, []).append(link.target)
    for source, targets in unseen.items():
        names = list(dict.fromkeys(targets))
        few = ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")
        fix = worded('`placewright review WORKSPACE %(source)s --by ROLE --note "..."`', source=source)
        yield Issue(
            Severity.NOTE,
            file_of(source),
            worded_count(
                "A link has not been reviewed: %(few)s.",
                "%(count)s links have not been reviewed: %(few)s.",
                len(names),
                few=few,
            ),
            fix,
        )


def reviewed(
    authored: Authored, record: str, *, by: str, on: date, note: str, evidence: str | None = None
) -> tuple[Review, Decision]:
    """The review of a record's links as their targets are now, and the decision that records it.

    Args:
        authored: every record; nothing in it is changed.
        record: what was reviewed, as `kind:id`.
        by: the role of who did it, not a person's name.
        on: the day.
        note: what was looked at and why it stands.
        evidence: for a claim, the fingerprint of the cells that its figures rest on now.

    Raises:
        UnknownRecord: there is no such record; the message offers the nearest.
        BadRecord: the role or the note is empty.
    """
    found = authored.choice if record == CHOICE else authored.find(record)
    if found is None:
        known = [reference for reference, _ in authored]
        raise UnknownRecord.named(record, known, see="`placewright list WORKSPACE KIND`")
    refuse_unsaid(by, note, of=record)
    targets = {EVIDENCE: evidence} if evidence else {}
    for link in links_of(record, found):
        target = authored.find(resolved(link, authored).target)
        if target is not None:
            targets[resolved(link, authored).target] = record_fingerprint(target)
    decision = Decision(free_id(authored, record, on), DecisionKind.REVIEW, by, on, note, about=(record,))
    return Review(record, by, on, decision.id, targets=dict(sorted(targets.items()))), decision


def refuse_unsaid(
    by: str,
    note: str,
    *,
    of: str,
    by_fix: str = worded('Give the role of who read it: --by "analyst".'),
    note_fix: str = worded('Give it in words: --note "Read against its figures."'),
) -> None:
    """Refuse a review of a record that does not say by whom it is or what was looked at.

    Raises:
        BadRecord: the role or the note is empty; the mends are those of the command line unless others are given.
    """
    if not by.strip():
        raise BadRecord(worded("A review has to say who read the record."), where=of, fix=by_fix)
    if not note.strip():
        raise BadRecord(worded("A review has to say what was looked at, and why it stands."), where=of, fix=note_fix)


def file_of(reference: str) -> str:
    """The file of an authored record, or the reference itself for what has none.

    >>> file_of("claim:lead-lost"), file_of("dataset:gva")
    ('claims/lead-lost.md', 'dataset:gva')
    """
    kind, _, id = reference.partition(":")
    if reference == CHOICE:
        return CHOICE_FILE
    return record_path(kind, id) if kind in KINDS else reference


def record_of(where: str) -> str:
    """The authored record, as `kind:id`, whose file an issue's `where` begins with; empty where it is none.

    >>> record_of("claims/lead-lost.md, line 4"), record_of("figures/gva.csv")
    ('claim:lead-lost', '')
    """
    path = where.partition(",")[0]
    if path == CHOICE_FILE:
        return CHOICE
    folder, _, name = path.partition("/")
    for kind in KINDS.values():
        if kind.folder == folder and name.endswith(kind.suffix):
            return f"{kind.name}:{name.removesuffix(kind.suffix)}"
    return ""


def _stand(seen: str, now: str) -> LinkStand:
    if not seen:
        return LinkStand.UNREVIEWED
    return LinkStand.REVIEWED if seen == now else LinkStand.SUSPECT


def _is_reviewable(source: str, authored: Authored) -> bool:
    record = authored.choice if source == CHOICE else authored.find(source)
    return not (isinstance(record, Edition) or (isinstance(record, Decision) and record.kind is DecisionKind.REVIEW))


def decision_of_many(authored: Authored, decision: Decision, about: Iterable[str]) -> Decision:
    """The decision of a review as one about many records, under an id that nobody else takes at the same time.

    Two people who review in copies of their own would both take the next number, and one decision would take the place
    of the other; the id has a part of the fingerprint of what was reviewed, as which role and with which note.
    """
    made = replace(decision, about=tuple(about))
    said = fingerprint({"about": made.about, "by": made.by, "note": made.text})
    return replace(made, id=free_id(authored, f"of-many-{said[:8]}", made.date))


def free_id(authored: Authored, what: str, on: date) -> str:
    """An id that no decision has yet, for a review of something on a day."""
    wanted = f"review-{what.replace(':', '-')}-{on.isoformat()}"
    number = 1
    while (id := wanted if number == 1 else f"{wanted}-{number}") in authored.decisions:
        number += 1
    return id
