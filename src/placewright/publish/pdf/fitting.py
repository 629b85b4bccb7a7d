"""Chapters whose last page would hold little: set a little closer, where that saves the page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

CLOSEST = 3
"""The steps by which a chapter may be set closer; at the last, pictures are about a seventh smaller."""

_LITTLE = 0.4
_TOP, _HEIGHT = 30.0, 240.0
_NAME = "chapter.typ"
_LAST = (
    "#place.flush()#metadata(none)<the-end>"
    "#context [#metadata({ let at = query(<the-end>).first().location().position(); (at.page, at.y / 1mm) })<ends>]"
)


def closeness(
    chapters: Iterable[str], source_of: Callable[[str, int], tuple[str, Mapping[str, str]]], *, fonts: Any
) -> dict[str, int]:
    """How close each chapter is set whose last page would hold little: the least step that saves this page.

    A chapter that the last step makes no page shorter is left as it is. Each is laid out alone.

    Args:
        chapters: their ids.
        source_of: a chapter alone as Typst, set so close, and the strings that it reads by key.
        fonts: what the compiler sets it with.
    """
    found: dict[str, int] = {}
    with TemporaryDirectory() as folder:

        def ends(chapter: str, close: int) -> tuple[int, float]:
            return _ends(Path(folder), *source_of(chapter, close), fonts=fonts)

        for chapter in chapters:
            pages, filled = ends(chapter, 0)
            if pages > 1 and filled < _LITTLE and ends(chapter, CLOSEST)[0] < pages:
                found[chapter] = next((step for step in range(1, CLOSEST) if ends(chapter, step)[0] < pages), CLOSEST)
    return found


def _ends(folder: Path, text: str, inputs: Mapping[str, str], *, fonts: Any) -> tuple[int, float]:
    """How many pages it takes, and how much of the last one is filled; one page where it cannot be laid out."""
    import typst

    (folder / _NAME).write_text(f"{text}\n{_LAST}", encoding="utf-8")
    compiler = typst.Compiler(str(folder / _NAME), root=str(folder), font_paths=fonts, sys_inputs=dict(inputs))
    try:
        page, height = json.loads(compiler.query("<ends>", field="value", one=True))
    except (RuntimeError, typst.TypstError):  # the whole document will not compile either, and says why
        return 1, 1.0
    return page, (height - _TOP) / _HEIGHT
