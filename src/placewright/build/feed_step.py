"""The step that writes the feed of changes: every edition, and what changed since the last one."""

from __future__ import annotations

from datetime import date
from time import perf_counter

from placewright.build.page_jobs import edition_words, site_info
from placewright.build.pipeline import Build
from placewright.build.strategy_links import Addresses
from placewright.build.strategy_process import Changes
from placewright.build.world import World
from placewright.core.fingerprints import fingerprint
from placewright.publish.feed import FILE, Feed, FeedEntry, atom


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
        words = "The strategy as it is now, which is not yet recorded as an edition."
        title = edition_words(world.authored, record.edition)
        entries.append(FeedEntry(record.edition, title, dated, text=words, changes=changes))
    page = "changes.html" if any(href == "changes.html" for href, _ in site.strategy) else "strategy/index.html"
    if not world.authored.strategy and page != "changes.html":
        page = "index.html"
    return Feed(record.id, f"{site.title}: what changed", site.publisher or site.title, tuple(entries), page)
