"""What changed lately, for the front page and the feed: editions, and builds that the public was shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from xml.sax.saxutils import escape

from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.web.strategy.current import Shown
from placewright.web.strategy.models import Switch
from placewright.web.strategy.public_changes import changes_in_words, chapter_changes_in_words

_MOST = 30
_END = b"</feed>"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: its name in the feed, when, what and where it can be read."""

    id: str
    at: datetime
    title: str
    text: str
    href: str

    @property
    def day(self) -> date:
        """The day in the time zone of the site."""
        return timezone.localtime(self.at).date()


def latest_changes(now: Shown, most: int) -> list[Change]:
    """The newest changes, the newest first."""
    found = [*_editions(now), *_switches(now)]
    return list(islice(sorted(found, key=lambda change: (change.at, change.id), reverse=True), most))


def changes_feed(now: Shown, built: bytes) -> bytes:
    """The feed of editions that the build wrote, with an entry for each switch to another build."""
    return _with_entries(now, built, _switches(now))


def chapter_feed(now: Shown, chapter: str, built: bytes) -> bytes:
    """The feed of a chapter that the build wrote, with an entry for each switch that changed the chapter."""
    return _with_entries(now, built, _switches_of(chapter))


def _with_entries(now: Shown, built: bytes, changes: Iterable[Change]) -> bytes:
    head, end, rest = built.partition(_END)
    entries = "".join(_entry(now, change) for change in changes)
    return head + entries.encode() + end + rest if end else built


def _switches_of(chapter: str) -> list[Change]:
    found = []
    for switch in Switch.objects.filter(chapters__has_key=chapter).only("id", "at", "chapters")[:_MOST]:
        counts = switch.chapters[chapter]
        title = _("First published") if counts.get("new") else _("Brought up to date")
        words = chapter_changes_in_words(counts)
        found.append(Change(f"chapter/{chapter}/build/{switch.pk}", switch.at, title, words, f"{chapter}.html"))
    return found


def _editions(now: Shown) -> list[Change]:
    page = "changes.html" if any(href == "changes.html" for href, _words in now.site.strategy) else "index.html"
    zone = timezone.get_current_timezone()
    return [
        Change(f"edition/{item.id}", datetime.combine(item.date, time(12), zone), item.title, "", page)
        for item in now.world.authored.editions.values()
    ]


def _switches(now: Shown) -> list[Change]:
    page = "ledger.html" if any(href == "ledger.html" for href, _words in now.site.strategy) else "index.html"
    found = []
    for switch in Switch.objects.only("id", "at", "changes")[:_MOST]:
        is_first = "claims" in switch.changes
        title = _("First published") if is_first else _("Brought up to date")
        found.append(Change(f"build/{switch.pk}", switch.at, title, changes_in_words(switch.changes), page))
    return found


def _entry(now: Shown, change: Change) -> str:
    name = f"tag:{now.workspace.record.id},2026:{change.id}"
    return (
        f"<entry><title>{escape(change.title)}</title><id>{escape(name)}</id>"
        f"<updated>{change.at.isoformat(timespec='seconds')}</updated>"
        f'<link rel="alternate" type="text/html" href="{escape(change.href)}"/>'
        f'<content type="text">{escape(change.text)}</content></entry>\n'
    )
