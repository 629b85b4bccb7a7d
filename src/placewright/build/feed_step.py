"""The step that writes the feeds of changes, of the whole and of each chapter: editions, and what changed since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from time import perf_counter

from placewright.build.page_jobs import edition_words, site_info
from placewright.build.pipeline import Build
from placewright.build.strategy_links import Addresses
from placewright.build.strategy_process import Changes
from placewright.build.world import World
from placewright.core.fingerprints import fingerprint
from placewright.core.words import gettext as _
from placewright.ledger.links import all_links
from placewright.publish.feed import FILE, Feed, FeedEntry, atom, chapter_feed_file
from placewright.workspace.authored import Authored


def make_feed(build: Build, world: World, at: Addresses, changes: Changes, *, dated: date) -> None:
    """Write the feed where an edition or what changed since it is new; none where there is no strategy."""
    if not site_info(world).strategy:
        return
    started = perf_counter()
    content = atom(feed_of(world, at, changes, dated=dated))
    key = fingerprint([content.decode(), "feed"])
    if not build.kept("feed", key):
        seconds = perf_counter() - started
        build.wrote("feed", key, {f"site/{FILE}": content}, seconds=seconds, why="an edition or what changed is new")


def make_chapter_feeds(
    build: Build, world: World, at: Addresses, changes: Changes, claims: Mapping[str, Collection[str]], *, dated: date
) -> None:
    """Write a feed beside each chapter's page where it is new; `claims` are those that each chapter says."""
    started = perf_counter()
    files = {
        f"site/{chapter_feed_file(id)}": atom(feed_of_chapter(world, at, changes, id, claims.get(id, ()), dated=dated))
        for id in world.authored.strategy
    }
    key = fingerprint(["chapter feeds", *(f"{path} {content.decode()}" for path, content in files.items())])
    if files and not build.kept("chapter feeds", key):
        seconds = perf_counter() - started
        build.wrote("chapter feeds", key, files, seconds=seconds, why="an edition or what changed is new")


def claims_by_chapter(authored: Authored) -> dict[str, set[str]]:
    """The claims that each chapter says or points to."""
    found: dict[str, set[str]] = {}
    for link in all_links(authored):
        source, target = link.source.partition(":"), link.target.partition(":")
        if source[0] == "chapter" and target[0] == "claim":
            found.setdefault(source[2], set()).add(target[2])
    return found


def feed_of_chapter(
    world: World, at: Addresses, changes: Changes, id: str, claims: Collection[str], *, dated: date
) -> Feed:
    """The editions for which a chapter was written anew, and the chapter as it is now where that is none of them.

    Args:
        world: the workspace.
        at: what the editions' texts are read against.
        changes: what changed since the edition that the workspace names as the parent; what is of other claims than
            the chapter's is left out.
        id: the chapter.
        claims: the claims that it says.
        dated: the day of the strategy as it is now.
    """
    record, site, chapter = world.workspace.record, site_info(world), world.authored.strategy[id]
    addresses = {f"ledger/{claim}.html" for claim in claims}
    found = tuple(
        (heading, kept)
        for heading, lines in changes
        if (kept := tuple(line for line in lines if {line.href, *(link.href for link in line.rests)} & addresses))
    )
    entries, seen = [], ""
    for item in sorted(world.authored.editions.values(), key=lambda one: (one.date, one.id)):
        pin = item.records.get(f"chapter:{id}", "")
        if pin and pin != seen:
            own = found if item.id == record.edition else ()
            entries.append(FeedEntry(item.id, item.title, item.date, str(item.kind), at.sentence(item.text), own))
            seen = pin
    if record.edition not in world.authored.editions:
        title = edition_words(world.authored, record.edition)
        entries.append(FeedEntry(record.edition, title, dated, text=_("The chapter as it is now."), changes=found))
    author = site.publisher or site.title
    title = f"{site.title}: {chapter.title}"
    named = {"file": f"{id}.xml", "name": f"chapter/{id}", "language": site.beside.language}
    return Feed(record.id, title, author, tuple(entries), f"{id}.html", **named)


def feed_of(world: World, at: Addresses, changes: Changes, *, dated: date) -> Feed:
    """Every edition, and the strategy as it is now where it is none of them.

    Args:
        world: the workspace.
        at: what the editions' texts are read against.
        changes: what changed since the edition that the workspace names as the parent.
        dated: the day of the strategy as it is now.
    """
    record, site = world.workspace.record, site_info(world)
    editions = world.authored.editions
    entries = [
        FeedEntry(
            item.id,
            item.title,
            item.date,
            str(item.kind),
            at.sentence(item.text),
            changes if item.id == record.edition else (),
        )
        for item in editions.values()
    ]
    if record.edition not in editions:
        words = _("The strategy as it is now, which is not yet recorded as an edition.")
        title = edition_words(world.authored, record.edition)
        entries.append(FeedEntry(record.edition, title, dated, text=words, changes=changes))
    page = "changes.html" if any(href == "changes.html" for href, _words in site.strategy) else "strategy/index.html"
    if not world.authored.strategy and page != "changes.html":
        page = "index.html"
    title = _("%(site)s: what changed") % {"site": site.title}
    return Feed(record.id, title, site.publisher or site.title, tuple(entries), page, language=site.beside.language)
