"""Reading the event log: by what was done, to what, by whom and on which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader of the log looks for; empty is everything."""

    verb: str = ""
    kind: str = ""
    key: str = ""
    by: int | None = None
    since: date | None = None
    until: date | None = None


def entries(wanted: Wanted) -> QuerySet[LogEntry]:
    """The entries that were looked for, newest first."""
    found = LogEntry.objects.all()
    for name in ("verb", "kind"):
        if value := getattr(wanted, name):
            found = found.filter(**{name: value})
    if wanted.key:
        found = found.filter(Q(key__icontains=wanted.key) | Q(note__icontains=wanted.key))
    if wanted.by is not None:
        found = found.filter(by_id=wanted.by)
    if wanted.since:
        found = found.filter(at__gte=_start(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_start(wanted.until + timedelta(days=1)))
    return found


def words_used(name: str) -> list[str]:
    """The verbs or kinds that occur in the log."""
    return list(LogEntry.objects.order_by(name).values_list(name, flat=True).distinct())


def with_names(found: Iterable[LogEntry]) -> Iterator[tuple[LogEntry, str]]:
    """Each entry and who acted; an account that is gone is named by its number."""
    held = list(found)
    names = {one.pk: str(one) for one in Account.objects.filter(pk__in={entry.by_id for entry in held})}
    for entry in held:
        yield entry, _who(entry, names)


def _who(entry: LogEntry, names: dict[int, str]) -> str:
    if entry.by_id is None:
        return entry.role or _("the program")
    return names.get(entry.by_id) or _("account %(number)s, removed") % {"number": entry.by_id}


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
