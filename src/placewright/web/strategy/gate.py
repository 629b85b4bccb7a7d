"""The gate before the public: what a record may not be published with, by the ledger and the rules of prose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placewright.build.built import Built
from placewright.build.drafts import (
    BROKEN,
    Checked,
    check_chapter,
    check_claim,
    check_plain,
    judge_records,
    troubles_of_change,
    with_record,
    without_record,
)
from placewright.build.judging import Judged
from placewright.core.errors import PlacewrightError
from placewright.core.said import sentences
from placewright.ledger.links import all_links
from placewright.ledger.standing import RuledIssue
from placewright.web.strategy.bench import authored_now, bench, judged_now
from placewright.web.strategy.exchange import record_of
from placewright.web.strategy.models import AuthoredRecord

STOPPED = "stopped"
"""The code of what the gate, and not the form, refuses in a form."""


class PublicationStopped(PlacewrightError):
    """A record that may not go live as it is written."""

    def __init__(self, issues: Sequence[RuledIssue], *, where: str) -> None:
        self.issues = tuple(issues)
        first = min(self.issues, key=lambda ruled: ruled.rule not in BROKEN).issue  # a claim that breaks is the gravest
        more = len(self.issues) - 1
        others = ngettext("There is %(n)s more.", "There are %(n)s more.", more) % {"n": more} if more else ""
        super().__init__(first.what, where=where, fix=sentences(first.fix, others))


class StillInUse(PlacewrightError):
    """A record that others rest on, and that may not be taken away from them."""


def check_record(kind: str, record: Any, *, today: date | None = None) -> Checked:
    """The record as it is being written, held against the evidence that the public sees; at once.

    Before the first build there is no evidence, and nothing is said.
    """
    built, day = bench(), today or timezone.localdate()
    if built is None:
        return Checked(())
    authored = authored_now()
    if kind == "claim":
        return check_claim(record, built, authored, today=day)
    if kind == "chapter":
        return check_chapter(record, built, authored, today=day)
    return check_plain(kind, record, built, authored, today=day)


def what_stops(row: AuthoredRecord, *, today: date | None = None) -> tuple[RuledIssue, ...]:
    """What the row may not be published with: its own errors, and those that it would bring upon others.

    Raises:
        BadRecord: the row holds what is no record.
    """
    built, day = bench(), today or timezone.localdate()
    record = record_of(row)
    before = judged_now(day)
    if built is None or before is None:
        return ()
    own = check_record(row.kind, record, today=day).stops
    after = _judged_with(_Change(before, built, row.kind, record, day))
    said = {ruled.issue.what for ruled in own}
    return (*own, *(ruled for ruled in troubles_of_change(before, after) if ruled.issue.what not in said))


@dataclass(frozen=True, eq=False)
class _Change:
    """A record in the place of the live one; equal where it is the same record beside the same others."""

    before: Judged
    built: Built
    kind: str
    record: Any
    today: date

    def _key(self) -> tuple[object, ...]:
        return id(self.before), self.kind, self.record.id, repr(self.record), self.today

    def __hash__(self) -> int:
        return hash(self._key())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Change) and self._key() == other._key()


@lru_cache(maxsize=4)
def _judged_with(change: _Change) -> Judged:
    """Everything as it would be with the change; asked twice for each publication, before saving and at the gate."""
    return judge_records(
        with_record(change.before.authored, change.kind, change.record), change.built, today=change.today
    )


def refuse_trouble(row: AuthoredRecord) -> None:
    """Let the row through where nothing stops it.

    Raises:
        PublicationStopped: something does; all of it is in `issues`.
        BadRecord: the row holds what is no record.
    """
    found = what_stops(row)
    if found:
        raise PublicationStopped(found, where=row.reference)


@dataclass(frozen=True, slots=True)
class Together:
    """How everything that is live stands, and how it would stand with several records more or other than now."""

    before: Judged
    after: Judged

    @property
    def troubles(self) -> tuple[RuledIssue, ...]:
        """The errors that they would bring."""
        return troubles_of_change(self.before, self.after)


def judge_together(records: Iterable[tuple[str, Any]], *, today: date | None = None) -> Together | None:
    """Several records, each with its kind, in the place of those that are live; None before the first build."""
    built, day = bench(), today or timezone.localdate()
    before = judged_now(day)
    if built is None or before is None:
        return None
    authored = before.authored
    for kind, record in records:
        authored = with_record(authored, kind, record)
    return Together(before, judge_records(authored, built, today=day))


def refuse_trouble_of_all(kind: str, records: Sequence[Any], *, today: date | None = None) -> None:
    """Let several records of one kind through together, judged once with all of them in place.

    Raises:
        PublicationStopped: they would bring errors that are not there now; all of them are in `issues`.
    """
    together = judge_together(((kind, record) for record in records), today=today)
    if together is not None and (found := together.troubles):
        raise PublicationStopped(found, where=kind)


def users_of(row: AuthoredRecord) -> tuple[str, ...]:
    """The live records that name this one, as `kind:id`."""
    found = (link.source for link in all_links(authored_now()) if link.target == row.reference)
    return tuple(dict.fromkeys(name for name in found if name != row.reference))


def refuse_in_use(row: AuthoredRecord) -> None:
    """Let the row be taken away where the others do without it.

    Raises:
        StillInUse: others rest on it; the message names them.
    """
    before, built = judged_now(), bench()
    users = users_of(row)
    if before is None or built is None:
        breaks: tuple[RuledIssue, ...] = ()
    else:
        after = judge_records(without_record(before.authored, row.kind, row.slug), built, today=timezone.localdate())
        breaks = troubles_of_change(before, after)
    if users and (breaks or before is None):
        raise StillInUse(
            _("%(users)s still need it.") % {"users": ", ".join(users[:5])},
            where=row.reference,
            fix=_("Take it out of them and publish them first."),
        )
