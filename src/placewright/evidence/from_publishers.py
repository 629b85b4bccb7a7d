"""Sources' files fetched from their publishers; one that fails is handed on with its trouble, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from placewright.core.errors import Offline, PlacewrightError
from placewright.evidence.fetching import Task
from placewright.records.source import Source
from placewright.sources.live.http import Http
from placewright.sources.live.ordering import fetch_live


def tasks_from_publishers(
    chosen: Sequence[Source],
    http: Http,
    downloads: Path,
    *,
    keys: Mapping[str, str],
    named: Collection[str] = (),
    advance: Callable[[str], None] = lambda words: None,
) -> list[Task]:
    """A task for each source, with its files, or with what kept them away.

    Args:
        chosen: the sources.
        http: how publishers are asked.
        downloads: the folder that their files are put into, one below it for each source.
        keys: the keys that the person has for publishers' services.
        named: the sources that are asked for by name, even where they are not usually reached.
        advance: told the source, and what kept its files away, as each is done.
    """
    reachable = [source for source in chosen if source.live or source.id in named]
    tasks = [Task(source, ()) for source in chosen if source not in reachable]
    for source in reachable:
        try:
            delivered = fetch_live(source, http, downloads / source.id, keys=keys)
            tasks.append(Task(delivered.source, delivered.paths))
            advance(source.id)
        except PlacewrightError as error:
            tasks.append(Task(source, (), trouble=error))
            advance(f"{source.id}: {'not reached' if isinstance(error, Offline) else 'refused'}")
    return tasks


def reachable_sources(chosen: Sequence[Source], named: Collection[str] = ()) -> int:
    """How many of the sources are asked for from their publishers."""
    return sum(bool(source.live) or source.id in named for source in chosen)
