"""Feeds of changes, of the whole and of each chapter: an Atom entry for each edition, with what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from placewright.core.words import gettext as _
from placewright.publish.views_checks import ChangeLine

FILE = "changes.xml"
"""Where the feed lies, below the site."""

_NAMED = "2026"
"""The year in which these names were set; a tag URI says since when its namer has had the name."""


def chapter_feed_file(chapter: str) -> str:
    """Where the feed of a chapter lies, below the site: beside its page."""
    return f"strategy/{chapter}.xml"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An edition in the feed, with what changed since the one before, by kind of change, where that is known."""

    id: str
    title: str
    updated: date
    kind: str = ""
    text: str = ""
    changes: Sequence[tuple[str, Sequence[ChangeLine]]] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """The editions of a workspace; `page` is the address, from the feed's own, at which they can be read.

    `file` is the feed's own name where it lies, and `name` what names it among the workspace's feeds for good;
    `language` is that of its fixed words.
    """

    workspace: str
    title: str
    author: str
    entries: tuple[FeedEntry, ...]
    page: str = "changes.html"
    file: str = FILE
    name: str = "changes"
    language: str = "en-GB"


def atom(feed: Feed) -> bytes:
    """The feed by RFC 4287, newest first; its times are those of the editions, so equal input gives equal bytes.

    Addresses are relative to the feed, which may lie anywhere; names are tag URIs (RFC 4151) of the workspace's id.
    """
    entries = sorted(feed.entries, key=lambda entry: (entry.updated, entry.id), reverse=True)
    updated = max((entry.updated for entry in entries), default=date(1970, 1, 1))
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(feed.language)}>',
        f"<title>{escape(feed.title)}</title>",
        f"<id>{_name(feed, feed.name)}</id>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{escape(feed.author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(feed.file)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(feed.page)}/>',
        *(_entry(feed, entry) for entry in entries),
        "</feed>",
    )
    return ("\n".join(lines) + "\n").encode()


def _entry(feed: Feed, entry: FeedEntry) -> str:
    category = f"<category term={quoteattr(entry.kind)}/>" if entry.kind else ""
    return (
        f"<entry><title>{escape(entry.title)}</title>"
        f"<id>{_name(feed, f'{_within(feed)}edition/{entry.id}')}</id>"
        f"<updated>{_moment(entry.updated)}</updated>{category}"
        f'<link rel="alternate" type="text/html" href={quoteattr(feed.page)}/>'
        f'<content type="html">{escape("".join(_html(entry)))}</content></entry>'
    )


def _html(entry: FeedEntry) -> Iterator[str]:
    yield f"<p>{escape(entry.text or entry.title)}</p>"
    for heading, changes in entry.changes:
        yield f"<h2>{escape(heading)}</h2><ul>"
        yield from (f"<li>{escape(_words(change))}</li>" for change in changes)
        yield "</ul>"


def _words(change: ChangeLine) -> str:
    resting = "; ".join(f"{link.words} [{link.note}]" if link.note else link.words for link in change.rests)
    sides = _both_sides(change)
    return _("%(change)s. On it rest: %(list)s") % {"change": sides, "list": resting} if resting else sides


def _both_sides(change: ChangeLine) -> str:
    if not (change.before or change.after):
        return change.words
    before, after = change.before or _("nothing"), change.after or _("nothing")
    said = {"what": change.words, "before": before, "after": after}
    return _("%(what)s (before: %(before)s; now: %(after)s)") % said


def _name(feed: Feed, what: str) -> str:
    return f"tag:{feed.workspace},{_NAMED}:{what}"


def _within(feed: Feed) -> str:
    """What stands before the names of entries, so that no two feeds name different entries alike."""
    return "" if feed.name == "changes" else f"{feed.name}/"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
