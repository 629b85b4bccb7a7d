"""What embeds of evidence became, kept between builds: a change of a claim draws no chart of figures again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from placewright.build.kept_json import keep_json, kept_json
from placewright.publish.document import Grid, Picture
from placewright.publish.figure_pictures import grid_from_plain, picture_from_plain
from placewright.records.prose import Embed

Blocks = tuple[Picture | Grid, ...]

FILE = ".embeds.json"
"""Where they are kept, below a build's output."""

OF_EVIDENCE = frozenset({"chart", "bars", "map", "table"})
"""The kinds of embeds that show nothing but evidence and names of places."""


class KeptEmbeds:
    """What stood in the place of embeds when the last build drew them, where nothing that they show has changed.

    Args:
        folder: the build's output; None keeps nothing.
        key: the key of all that embeds of evidence are drawn from.
    """

    def __init__(self, folder: Path | None = None, key: str = "") -> None:
        self._path = folder / FILE if folder is not None else None
        self._key = key
        self._before = self._read()
        self._now: dict[str, Any] = {}

    def blocks(self, embed: Embed, draw: Callable[[], Blocks]) -> Blocks:
        """What stands in an embed's place, drawn where it is not known; the same either way, to the last comma."""
        if embed.kind not in OF_EVIDENCE:
            return draw()
        name = f"{embed.kind}:{embed.of} {embed.options}"
        try:
            return _blocks(self._known(name, lambda: _plain(draw())))
        except (KeyError, TypeError, AttributeError):  # what was kept has been written by something else
            self._now[name] = _through_json(_plain(draw()))
            return _blocks(self._now[name])

    def words(self, name: str, place: str, period: str, read: Callable[[], str]) -> str:
        """An indicator's figure in words, read where it is not known."""
        return str(self._known(f"words of {name} {place} {period}", read))

    def save(self) -> None:
        """Keep what was drawn and used for the next build."""
        if self._path is not None and self._now != self._before:
            keep_json(self._path, {"key": self._key, "embeds": self._now})

    def _known(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self._now:
            known = name in self._before
            self._now[name] = self._before[name] if known else _through_json(make())
        return self._now[name]

    def _read(self) -> dict[str, Any]:
        if self._path is None:
            return {}
        content = kept_json(self._path)
        try:
            return dict(content["embeds"]) if content["key"] == self._key else {}
        except (KeyError, TypeError):
            return {}


def _plain(blocks: Sequence[Picture | Grid]) -> list[dict[str, Any]]:
    return [{"grid": asdict(block)} if isinstance(block, Grid) else asdict(block) for block in blocks]


def _blocks(plain: Sequence[Mapping[str, Any]]) -> Blocks:
    return tuple(grid_from_plain(one["grid"]) if "grid" in one else picture_from_plain(one) for one in plain)


def _through_json(plain: Any) -> Any:
    """As it will be read again, so that what is drawn and what is kept are written alike."""
    return json.loads(json.dumps(plain))
