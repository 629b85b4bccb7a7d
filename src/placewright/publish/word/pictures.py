"""The pictures of a document as PNG, all drawn at once by the compiler that also makes the PDF."""

from __future__ import annotations

from collections.abc import Sequence

from placewright.core.errors import PlacewrightError
from placewright.publish.document import Document, Picture
from placewright.publish.pdf.compile import packaged_fonts

_DOTS_PER_INCH = 144
"""Twice as many as a picture has units, so that it stays sharp on paper."""


def drawn_pictures(document: Document) -> dict[str, bytes]:
    """Every picture of the chapters as PNG by its SVG, at twice its size.

    Raises:
        PlacewrightError: the SVG of a picture is not well formed.
    """
    import typst

    found: dict[str, tuple[Picture, str]] = {}
    for chapter in document.chapters:
        for block in chapter.blocks:
            if isinstance(block, Picture):
                found.setdefault(block.svg, (block, f"chapter '{chapter.id}'"))
    try:
        drawn = _drawn([picture for picture, _ in found.values()])
    except typst.TypstError:
        for picture, where in found.values():
            _check(picture, where)
        raise
    return dict(zip(found, drawn, strict=True))


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
    pages = [
        f'#image(bytes(sys.inputs.at("{n}")), format: "svg", width: {max(picture.width, 1)}pt)'
        for n, picture in enumerate(pictures)
    ]
    source = "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n" + "\n#pagebreak()\n".join(pages)
    made = typst.compile(
        source.encode(),
        format="png",
        ppi=_DOTS_PER_INCH,
        font_paths=packaged_fonts(),
        sys_inputs={str(n): picture.svg for n, picture in enumerate(pictures)},
    )
    return made if isinstance(made, list) else [made]
