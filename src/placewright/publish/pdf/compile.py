"""The strategy as PDF/UA: Typst's compiler, given the packaged font, no clock and no network."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from placewright.core.errors import PlacewrightError
from placewright.publish.document import Document
from placewright.publish.pdf.pages import TypstSource, typst_source


def strategy_pdf(document: Document) -> bytes:
    """The document as tagged PDF that conforms to PDF/UA-1; the same document gives the same bytes.

    Raises:
        PlacewrightError: a picture has no alternative text or cannot be drawn, or a character has no letterform.
    """
    import typst

    source = typst_source(document)
    try:
        return _compiled(source.text, source.inputs, stamp=datetime.combine(document.date, time(), UTC))
    except typst.TypstError as error:
        raise _explained(error, source) from error


def _compiled(text: str, inputs: dict[str, str], *, stamp: datetime) -> bytes:
    import typst

    return typst.compile(
        text.encode(),
        format="pdf",
        font_paths=packaged_fonts(),
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
        timestamp=stamp,
    )


@lru_cache(maxsize=1)
def packaged_fonts() -> Any:
    """The packaged font, read once in a process; the compiler's own stand in for signs that it lacks."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_fonts())])


def font_files() -> tuple[Path, ...]:
    """The files of the packaged font that the compiler reads, in the order of their names."""
    return tuple(sorted(_fonts().glob("*.ttf")))


def _fonts() -> Path:
    return Path(str(resources.files("placewright.publish") / "assets" / "fonts"))


def _explained(error: Any, source: TypstSource) -> PlacewrightError:
    """The compiler's trouble in words that name the picture or the character at fault."""
    import typst

    said = str(error.message)
    if "SVG" in said or "image" in said:
        for key, svg in source.inputs.items():
            try:
                typst.compile(
                    b'#image(bytes(sys.inputs.at("it")), format: "svg")', format="svg", sys_inputs={"it": svg}
                )
            except typst.TypstError as inner:
                name = key.removeprefix("picture:")
                return PlacewrightError(
                    f"The picture '{name}' cannot be drawn: {inner.message}.", fix="Its SVG must be well formed."
                )
    missing = re.search(r"the text (\S+) could not be displayed", said) or re.search(r"`?\"(.+?)\"`? could not", said)
    if missing:
        return PlacewrightError(
            f"No font has a letterform for {missing[1]}.", fix="Write it in other characters, such as in words."
        )
    return PlacewrightError(f"The PDF could not be made: {said}.", fix=" ".join(error.hints) or None)
