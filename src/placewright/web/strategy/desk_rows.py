"""The ledger desk: every live claim with how it stands, who wrote it, where it is used and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.urls import reverse

from placewright.build.judging import Judged
from placewright.ledger.links import all_links
from placewright.ledger.prose.names import UNREAD
from placewright.records.verdict import Mark
from placewright.web.strategy.exchange import MODELS
from placewright.web.strategy.models import Claim
from placewright.web.strategy.services.reviewing import last_reviews, unseen_records


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A claim on the desk.

    `before` is its sentence as it was last reviewed, where it reads differently now; `unread` says of which words no
    rule took anything.
    """

    id: str
    pk: int
    title: str
    text: str
    stance: str
    foundation: str
    verdict: str
    why: str
    marks: tuple[str, ...]
    chapters: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
    owner: str
    datasets: tuple[str, ...]
    reviewed_on: date | None
    reviewed_by: str
    before: str
    is_unseen: bool = False
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record that is no claim: its name as links have it, its title, and where it is edited."""

    name: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the desk is narrowed to, and in which order; empty words narrow nothing."""

    verdict: str = ""
    mark: str = ""
    chapter: str = ""
    owner: str = ""
    dataset: str = ""
    stance: str = ""
    words: str = ""
    sort: str = "id"

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        """What a page's address asks."""
        asked = cls(**{field.name: given[field.name] for field in fields(cls) if given.get(field.name)})
        return asked if asked.sort.removeprefix("-") in SORTS else replace(asked, sort="id")


_GRAVITY: Mapping[str, int] = {"fails": 0, "unmeasured": 1, "cannot tell": 2, "holds": 3}

SORTS: Mapping[str, Any] = {
    "id": lambda row: row.id,
    "verdict": lambda row: (_GRAVITY.get(row.verdict, 9), row.id),
    "owner": lambda row: (row.owner.casefold(), row.id),
    "reviewed": lambda row: (row.reviewed_on or date.min, row.id),
    "stance": lambda row: (row.stance, row.id),
    "chapter": lambda row: (row.chapters[0][1] if row.chapters else "~", row.id),
}
"""What the desk can be sorted by."""


def records_named(names: Sequence[str]) -> list[NamedRecord]:
    """The records with those names, in their order."""
    ids: dict[str, list[str]] = {}
    for kind, _, id in (name.partition(":") for name in names):
        ids.setdefault(kind, []).append(id)
    found = {
        row.reference: NamedRecord(
            row.reference, str(row), reverse(f"wagtailsnippets_strategy_{model._meta.model_name}:edit", args=[row.pk])
        )
        for kind, model in MODELS.items()
        if kind in ids
        for row in model._default_manager.filter(slug__in=ids[kind])
    }
    return [found.get(name) or NamedRecord(name, "", "") for name in names]


def desk_rows(judged: Judged, unread: Mapping[str, Sequence[str]]) -> list[DeskRow]:
    """Every live claim; `unread` is what is said, by record, of words that no rule took."""
    used: dict[str, list[str]] = {}
    for link in all_links(judged.authored):
        if link.target.startswith("claim:"):
            used.setdefault(link.target, []).append(link.source)
    reviews, unseen = last_reviews(), frozenset(unseen_records(judged))
    rows = {row.slug: row for row in Claim.objects.filter(live=True).select_related("latest_revision__user")}
    return [
        replace(
            _row(judged, id, rows[id], used.get(f"claim:{id}", []), reviews.get(f"claim:{id}")),
            is_unseen=f"claim:{id}" in unseen,
            unread=tuple(unread.get(f"claim:{id}", ())),
        )
        for id in judged.results
        if id in rows
    ]


def narrowed(rows: Iterable[DeskRow], asked: Asked) -> list[DeskRow]:
    """Those that are asked for, in the order that is asked for."""
    words = asked.words.casefold().split()
    kept = [
        row
        for row in rows
        if (not asked.verdict or row.verdict == asked.verdict)
        and (not asked.mark or asked.mark in row.marks or _is_marked(row, asked.mark))
        and (not asked.chapter or any(id == asked.chapter for id, _ in row.chapters))
        and (not asked.owner or row.owner == asked.owner)
        and (not asked.dataset or asked.dataset in row.datasets)
        and (not asked.stance or row.stance == asked.stance)
        and all(word in f"{row.id} {row.title} {row.text}".casefold() for word in words)
    ]
    name = asked.sort.removeprefix("-")
    return sorted(kept, key=SORTS[name], reverse=asked.sort.startswith("-"))


def choices(rows: Iterable[DeskRow]) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers."""
    listed = list(rows)
    chapters = dict(chapter for row in listed for chapter in row.chapters)
    return {
        "verdict": [(word, word) for word in _GRAVITY],
        "mark": [("unseen", "unseen"), (UNREAD, UNREAD), *((str(mark), str(mark)) for mark in Mark)],
        "chapter": sorted(chapters.items(), key=lambda item: item[1]),
        "owner": _same({row.owner for row in listed if row.owner}),
        "dataset": _same({name for row in listed for name in row.datasets}),
        "stance": _same({row.stance for row in listed}),
    }


def _is_marked(row: DeskRow, mark: str) -> bool:
    """Whether it is what the desk marks besides the ledger: to be signed off, or with words that no rule took."""
    return (mark == "unseen" and row.is_unseen) or (mark == UNREAD and bool(row.unread))


def _row(judged: Judged, id: str, row: Claim, users: list[str], review: Any) -> DeskRow:
    result, claim = judged.results[id], judged.authored.claims[id]
    chapters = [name.removeprefix("chapter:") for name in dict.fromkeys(users) if name.startswith("chapter:")]
    user = row.latest_revision.user if row.latest_revision else None
    before = review.said if review and review.said and review.said != result.text else ""
    return DeskRow(
        id=id,
        pk=row.pk,
        title=claim.title,
        text=result.text,
        stance=str(claim.stance),
        foundation=str(claim.foundation),
        verdict=str(result.verdict),
        why=result.why.spoken(),
        marks=tuple(str(mark) for mark in result.marks),
        chapters=tuple((name, judged.authored.strategy[name].title) for name in chapters),
        others=tuple(name for name in dict.fromkeys(users) if not name.startswith(("chapter:", "decision:"))),
        owner=str(user) if user else "",
        datasets=tuple(dict.fromkeys(name for figure in result.figures.values() for name in figure.datasets)),
        reviewed_on=review.date if review else None,
        reviewed_by=review.by if review else "",
        before=before,
    )


def _same(names: set[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in sorted(names)]
