"""Checks of the graph of links: what dangles, goes round in a ring, or hangs on nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.said import Said, Worded, enumerated, sentences, worded
from placewright.ledger.link_reviews import file_of
from placewright.ledger.links import CHOICE, QUOTABLE, Link, Role, all_links
from placewright.records.decision import DecisionKind
from placewright.workspace.authored import Authored
from placewright.workspace.kinds import KINDS

FRAMEWORKS = ("lis", "lgp", "ceds", "s3")
"""The frameworks whose checklists a chapter may show."""

_MAY_RING = frozenset({Role.CONTRADICTS, Role.ABOUT, Role.SHOWS, Role.IN_PLACE, Role.MET_BY})


def link_issues(
    authored: Authored,
    indicators: Mapping[str, Any] | Collection[str],
    datasets: Mapping[str, Any] | Collection[str] = (),
    *,
    results: Collection[str] | None = None,
) -> Iterator[Issue]:
    """What is wrong with the links: dangling ones, rings, and records that hang on nothing.

    Args:
        authored: every authored record.
        indicators: the ids of the indicators that there are.
        datasets: the ids of the datasets that the workspace has declared.
        results: the results of analyses, as `analysis/name`; without them, links to results are not looked at.
    """
    links = all_links(authored)
    yield from _dangling(authored, links, _Known(indicators, datasets, results))
    yield from _rings(links)
    yield from _orphans(authored, links)


class _Known:
    """What a link may point at besides authored records."""

    def __init__(self, indicators: Collection[str], datasets: Collection[str], results: Collection[str] | None) -> None:
        self.ids: dict[str, Collection[str] | None] = {
            "indicator": indicators,
            "dataset": datasets,
            "result": results,
            "framework": FRAMEWORKS,
        }


def _dangling(authored: Authored, links: Iterable[Link], known: _Known) -> Iterator[Issue]:
    for link in dict.fromkeys(links):
        kind, _, id = link.target.partition(":")
        if link.target == CHOICE:
            continue
        if kind == "quoted":
            options = [name for kind in QUOTABLE for name in authored.of_kind(kind)]
            yield _missing(link, worded("finding, event, fund or summary"), id, options, authored)
        elif kind in KINDS:
            if id not in authored.of_kind(kind):
                yield _missing(link, kind, id, authored.of_kind(kind), authored)
        elif kind not in known.ids:
            fix = worded("A reference is kind:id; the kinds are %(value)s.", value=", ".join((*KINDS, *known.ids)))
            yield Issue(
                Severity.ERROR,
                file_of(link.source),
                worded("'%(target)s' names no kind of record.", target=link.target),
                fix,
            )
        elif (ids := known.ids[kind]) is not None and id not in ids:
            yield _missing(link, kind, id, ids, authored)
        if link.role is Role.QUOTES and len(held := [name for name in QUOTABLE if id in authored.of_kind(name)]) > 1:
            what = worded(
                "'%(id)s' is the id of %(several)s; the quotation takes the %(one)s.",
                id=id,
                several=worded(
                    "%(first)s and of %(last)s", first=enumerated(map(_a, held[:-1]), " and of "), last=_a(held[-1])
                ),
                one=Worded(Said(held[0])),
            )
            yield Issue(Severity.WARNING, file_of(link.source), what, worded("Give one of them another id."))


def _missing(link: Link, kind: str, id: str, known: Iterable[str], authored: Authored) -> Issue:
    hint = did_you_mean(id, known)
    others = [name for name in KINDS if name != kind and id in authored.of_kind(name)]
    if others:
        hint = sentences(worded("There is %(a)s of that id.", a=_a(others[0])), hint)
    what = worded("It %(role)s %(a)s '%(id)s' that does not exist.", role=link.role, a=_a(kind), id=id)
    if _tells_of_a_review(link.source, authored):
        fix = worded("If it was taken out since, leave the decision: it says what was reviewed then.")
        return Issue(Severity.NOTE, file_of(link.source), what, sentences(hint, fix) if hint else fix)
    return Issue(Severity.ERROR, file_of(link.source), what, hint)


def _tells_of_a_review(source: str, authored: Authored) -> bool:
    """Whether a link is from the decision of a review, which stays as it was when a record that it saw is taken out."""
    kind, _, id = source.partition(":")
    decision = authored.decisions.get(id) if kind == "decision" else None
    return decision is not None and decision.kind is DecisionKind.REVIEW


def _a(noun: str) -> str:
    said = Worded(Said(noun)) if noun in KINDS else noun
    return worded("an %(thing)s", thing=said) if noun[0] in "aeiou" else worded("a %(thing)s", thing=said)


def _rings(links: Iterable[Link]) -> Iterator[Issue]:
    onward: dict[str, list[str]] = {}
    for link in links:
        if link.role not in _MAY_RING:
            onward.setdefault(link.source, []).append(link.target)
    for ring in rings(onward):
        said = " -> ".join((*ring, ring[0]))
        yield Issue(
            Severity.ERROR,
            file_of(ring[0]),
            worded("It rests on itself: %(said)s.", said=said),
            worded("Take out one of these links."),
        )


def rings(onward: Mapping[str, Collection[str]]) -> Iterator[tuple[str, ...]]:
    """Rings of nodes that lead back to themselves, each beginning with its least node; at least one where any is.

    >>> list(rings({"a": ["b"], "b": ["c"], "c": ["b"]}))
    [('b', 'c')]
    """
    done: set[str] = set()
    said: set[tuple[str, ...]] = set()
    for start in sorted(onward):
        path: list[str] = []
        waiting = [] if start in done else [iter((start,))]
        while waiting:
            after = next(waiting[-1], None)
            if after is None:
                waiting.pop()
                if path:
                    done.add(path.pop())
            elif after in path:
                ring = _from_least(path[path.index(after) :])
                if ring not in said:
                    said.add(ring)
                    yield ring
            elif after not in done:
                path.append(after)
                waiting.append(iter(sorted(onward.get(after, ()))))


def _from_least(ring: Sequence[str]) -> tuple[str, ...]:
    least = ring.index(min(ring))
    return (*ring[least:], *ring[:least])


def _orphans(authored: Authored, links: Iterable[Link]) -> Iterator[Issue]:
    users: dict[str, set[str]] = {}
    for link in links:
        if link.role not in (Role.ABOUT, Role.CONTRADICTS):
            users.setdefault(link.target, set()).add(link.source.partition(":")[0])
    yield from _unused(authored, users)
    yield from _orphan_priorities(authored, users)
    yield from _orphan_actions(authored)


_USERS = {
    "claim": ({"chapter", "priority", "intervention", "claim"}, worded("no chapter, priority or action uses it")),
    "finding": (None, worded("nothing rests on it")),
    "study": (None, worded("no finding cites it")),
    "summary": (None, worded("nothing rests on it")),
    "place": (None, worded("nothing is said of it")),
    "funding": ({"intervention"}, worded("no action draws on it")),
}


def _unused(authored: Authored, users: Mapping[str, set[str]]) -> Iterator[Issue]:
    for kind, (wanted, words) in _USERS.items():
        for id in authored.of_kind(kind):
            found = users.get(f"{kind}:{id}", set())
            if not (found if wanted is None else found & wanted):
                what = worded("This is an orphan: %(words)s.", words=words)
                yield Issue(Severity.NOTE, file_of(f"{kind}:{id}"), what, worded("Use it, or take it out."))


def _orphan_priorities(authored: Authored, users: Mapping[str, set[str]]) -> Iterator[Issue]:
    for priority in authored.priorities.values():
        reference = f"priority:{priority.id}"
        where, served_by = file_of(reference), users.get(reference, set())
        if not priority.claims:
            yield Issue(
                Severity.ERROR,
                where,
                worded("The priority is argued from no claim."),
                worded("Name the claims that make the case."),
            )
        if not priority.chosen and not priority.why_not.strip():
            yield Issue(
                Severity.ERROR, where, worded("It is not chosen, and nothing says why not."), worded("Write `why_not`.")
            )
        if not (priority.source or priority.illustrative):
            yield _unsourced(where, "priority")
        if priority.chosen and "intervention" not in served_by:
            yield Issue(
                Severity.WARNING,
                where,
                worded("No action serves this priority."),
                worded("Name it in an intervention."),
            )
        if priority.chosen and "measure" not in served_by:
            yield Issue(
                Severity.WARNING,
                where,
                worded("No measure watches this priority."),
                worded("Name it in a measure, to see if it works."),
            )


def _orphan_actions(authored: Authored) -> Iterator[Issue]:
    for item in authored.interventions.values():
        where = file_of(f"intervention:{item.id}")
        known = [authored.priorities[name] for name in item.priorities if name in authored.priorities]
        if not item.priorities:
            yield Issue(
                Severity.ERROR, where, worded("The action serves no priority."), worded('Add `priorities = ["..."]`.')
            )
        elif known and not any(priority.chosen for priority in known):
            what = worded("The action serves only priorities that were not chosen.")
            yield Issue(Severity.ERROR, where, what, worded("Name one that was chosen, or take it out."))
        if not (item.source or item.illustrative):
            yield _unsourced(where, "action")
    for programme in authored.programmes.values():
        if not programme.interventions:
            yield Issue(Severity.ERROR, file_of(f"programme:{programme.id}"), worded("The programme holds no action."))
    for measure in authored.measures.values():
        if not (measure.priorities or measure.interventions or measure.programme):
            what = worded("The measure watches no priority, action or programme.")
            yield Issue(Severity.WARNING, file_of(f"measure:{measure.id}"), what, worded("Say what it is to show."))


def _unsourced(where: str, kind: str) -> Issue:
    fix = worded("Cite the published document in `source`, or write `illustrative = true`.")
    return Issue(Severity.WARNING, where, worded("Nothing says where this %(kind)s comes from.", kind=kind), fix)
