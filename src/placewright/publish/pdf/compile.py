"""The strategy as PDF/UA: Typst's compiler, given the packaged font, no clock and no network."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

from placewright.core.errors import PlacewrightError
from placewright.core.files import write_text
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.publish.document import Document
from placewright.publish.pdf.fitting import closeness
from placewright.publish.pdf.pages import TypstSource, chapter_source, typst_source


def strategy_pdf(document: Document, *, kept: Path | None = None) -> bytes:
    """The document as tagged PDF that conforms to PDF/UA-1; the same document gives the same bytes.

    Args:
        document: the document.
        kept: a file that remembers how close each chapter was set: those that did not change are not laid out twice.

    Raises:
        PlacewrightError: a picture has no alternative text or cannot be drawn, or a character has no letterform.
    """
    import typst

    source = typst_source(document, close=closeness_of(document, kept=kept))
    try:
        return _compiled(source.text, source.inputs, stamp=datetime.combine(document.date, time(), UTC))
    except typst.TypstError as error:
        raise _explained(error, source) from error


def closeness_of(document: Document, *, kept: Path | None = None) -> dict[str, int]:
    """By how many steps chapters are set closer, so that no last page holds little; `kept` as in `strategy_pdf`."""

    def alone(chapter: str, close: int) -> tuple[str, dict[str, str]]:
        source = chapter_source(document, chapter, close=close)
        return source.text, source.inputs

    ids = [chapter.id for chapter in document.chapters]
    if kept is None:
        return closeness(ids, alone, fonts=packaged_fonts())
    keys = {id: fingerprint([*alone(id, 0), *what_sets()]) for id in ids}
    known = _remembered(kept)
    laid_out = closeness([id for id in ids if keys[id] not in known], alone, fonts=packaged_fonts())
    steps = {id: known.get(keys[id], laid_out.get(id, 0)) for id in ids}
    write_text(kept, json.dumps({keys[id]: step for id, step in steps.items()}))
    return {id: step for id, step in steps.items() if step}


def _remembered(kept: Path) -> dict[str, int]:
    """What was kept; nothing where there is no such file, or it is torn."""
    try:
        return {str(key): int(step) for key, step in json.loads(kept.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


@lru_cache(maxsize=1)
def what_sets() -> tuple[str, ...]:
    """What a layout depends on besides a document: the compiler, the font, and the code and template here."""
    own = sorted(path for path in Path(__file__).parent.iterdir() if path.suffix in {".py", ".typ"})
    return version("typst"), *map(fingerprint_of_file, (*font_files(), *own))


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
