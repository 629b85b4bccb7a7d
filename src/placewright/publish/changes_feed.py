"""The feed of changes: an Atom entry for each edition, the current one with what changed since the one before."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from placewright.publish.views import SiteInfo
from placewright.publish.views_checks import ChangesPage, EditionLine


def changes_feed(site: SiteInfo, page: ChangesPage) -> bytes:
    """The editions as an Atom feed (RFC 4287), with addresses relative to the site's root; equal pages, equal bytes."""
    days = [line.day for line in page.editions if line.day]
    updated = max(days, default=site.as_of.isoformat())
    entries = "".join(_entry(site, page, line) for line in page.editions)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">\n'
        f"<title>{escape(site.title)}: what changed</title>\n"
        f"<id>{_name(site, 'feed')}</id>\n"
        f"<updated>{updated}T00:00:00Z</updated>\n"
        f"<author><name>{escape(site.publisher or site.title)}</name></author>\n"
        '<link rel="self" href="feed.xml"/>\n'
        '<link rel="alternate" href="changes.html"/>\n'
        f"{entries}</feed>\n"
    ).encode()


def _entry(site: SiteInfo, page: ChangesPage, line: EditionLine) -> str:
    content = "".join(f"<p>{escape(words)}</p>" for words in _said(page, line))
    return (
        f"<entry><title>{escape(line.title)}</title><id>{_name(site, line.title, line.day)}</id>"
        f"<updated>{line.day or site.as_of.isoformat()}T00:00:00Z</updated>"
        f'<link rel="alternate" href="changes.html"/><category term={quoteattr(line.kind)}/>'
        f'<content type="html">{escape(content)}</content></entry>\n'
    )


def _said(page: ChangesPage, line: EditionLine) -> Iterator[str]:
    if line.text:
        yield line.text
    if not line.current:
        return
    for name, changes in page.groups:
        for change in changes:
            moved = f" ({change.before or 'nothing'} became {change.after or 'nothing'})"
            yield f"{name}: {change.words}{moved if change.before or change.after else ''}"


def _name(site: SiteInfo, *parts: str) -> str:
    """A name that stays the same wherever the site is put."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join((site.place.code, *parts)))}"
