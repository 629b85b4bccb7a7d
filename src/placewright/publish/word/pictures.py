"""The pictures of a document as PNG, all drawn at once by the compiler that also makes the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from placewright.core.errors import PlacewrightError
from placewright.core.files import write_bytes
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.publish.document import Document, Picture
from placewright.publish.pdf.compile import font_files, packaged_fonts

_DOTS_PER_INCH = 144
"""Twice as many as a picture has units, so that it stays sharp on paper."""


def drawn_pictures(document: Document, *, kept: Path | None = None) -> dict[str, bytes]:
    """Every picture of the chapters as PNG by its SVG, at twice its size.

    Those that stand in the folder `kept` are read from it; the others are drawn and put there, and what the document
    does not show is removed. A picture is drawn alike whichever others are drawn with it.

    Raises:
        PlacewrightError: the SVG of a picture is not well formed.
    """
    import typst

    found: dict[str, tuple[Picture, str]] = {}
    for chapter in document.chapters:
        for block in chapter.blocks:
            if isinstance(block, Picture):
                found.setdefault(block.svg, (block, f"chapter '{chapter.id}'"))
    names = {svg: _file_name(picture) for svg, (picture, _) in found.items()} if kept else {}
    known = {svg: (kept / name).read_bytes() for svg, name in names.items() if (kept / name).is_file()} if kept else {}
    new = [svg for svg in found if svg not in known]
    try:
        drawn = dict(zip(new, _drawn([found[svg][0] for svg in new]), strict=True))
    except typst.TypstError:
        for picture, where in found.values():
            _check(picture, where)
        raise
    if kept:
        for svg, content in drawn.items():
            write_bytes(kept / names[svg], content)
        for path in set(kept.glob("*.png")) - {kept / name for name in names.values()}:
            path.unlink()
    return {svg: known.get(svg) or drawn[svg] for svg in found}


def _file_name(picture: Picture) -> str:
    """A name that tells all that a drawing depends on: the picture, how it is drawn, and what draws it."""
    return f"{fingerprint([picture.svg, _source([picture]), _DOTS_PER_INCH, *_what_draws()])}.png"


@lru_cache(maxsize=1)
def _what_draws() -> tuple[str, ...]:
    return version("typst"), *(fingerprint_of_file(path) for path in font_files())


def _check(picture: Picture, where: str) -> None:
    """Raise where this picture is the one that cannot be drawn."""
    import typst

    try:
        _drawn([picture])
    except typst.TypstError as error:
        raise PlacewrightError(
            f"The picture '{picture.id}' cannot be drawn: {error.message}.",
            where=where,
            fix="Its SVG must be well formed.",
        ) from error


def _drawn(pictures: Sequence[Picture]) -> list[bytes]:
    import typst

    if not pictures:
        return []
    made = typst.compile(
        _source(pictures).encode(),
        format="png",
        ppi=_DOTS_PER_INCH,
        font_paths=packaged_fonts(),
        sys_inputs={str(n): picture.svg for n, picture in enumerate(pictures)},
    )
    return made if isinstance(made, list) else [made]


def _source(pictures: Sequence[Picture]) -> str:
    pages = [
        f'#image(bytes(sys.inputs.at("{n}")), format: "svg", width: {max(picture.width, 1)}pt)'
        for n, picture in enumerate(pictures)
    ]
    return "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n" + "\n#pagebreak()\n".join(pages)
