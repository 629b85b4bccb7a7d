"""The PDF, the Word document and the slides leave no fixed word that cannot be translated."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest

from placewright.publish.document import Document, Figures, Grid, Line, Reference
from placewright.publish.pdf import strategy_pdf
from placewright.publish.slides import board_slides
from placewright.publish.word import strategy_docx

from .pdf.invented import claim, document, everything, picture
from .pdf.reading import words_of
from .pseudo_words import phrases_left, pseudo, spoken_pseudo, texts_in

_DATA = Figures(("Homes", "Skills"), (Line("Weighted score", (4.2, 3.1)),), "score from 0 to 5", "bar")
_TEXT = re.compile(r"<(?:w|a):t(?: [^>]*)?>([^<]*)</(?:w|a):t>|descr=\"([^\"]*)\"")


@pytest.fixture(autouse=True)
def pseudo_language() -> Iterator[None]:
    """Fixed words in the pseudo-language."""
    with spoken_pseudo():
        yield


def strategy() -> Document:
    """A strategy that has every kind of entry, as a build in that language makes it."""
    table = Grid("Priorities", tuple(map(pseudo, ("Priority", "Rank", "Chosen"))), (("Homes", "1", pseudo("yes")),))
    order = replace(picture(), id="priorities", kind="priorities", title="The order", figures=_DATA, table=table)
    kinds = ("study", "finding", "event", "summary", "funding", "alignment", "decision", "other")
    open_claim = replace(
        claim(), id="open", marks=("caveated", "stale", "waived"), tests=("One is above two", "Two is")
    )
    return replace(
        document(*everything(), order),
        ledger=(claim(), open_claim),
        references=tuple(Reference(f"{kind}:it", "It was said", "Somebody") for kind in kinds),
        sources=tuple(f"An office, table {n}." for n in range(12)),
    )


def said_in(package: bytes) -> str:
    """Everything that the parts of an Office file say: text and alternative texts."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        names = [name for name in parts.namelist() if re.search(r"(document|header\d*|footer\d*|slide\d+)\.xml$", name)]
        pages = [parts.read(name).decode() for name in names if "slideLayout" not in name and "slideMaster" not in name]
    found = [unescape(match[1] or match[2] or "") for page in pages for match in _TEXT.finditer(page)]
    return "\n".join(found)


def data(made: Document) -> str:
    """Everything that people and publishers wrote in the document; a table without a title is named by its heads."""
    return "\n".join([*(" ".join(text.split()) for text in texts_in(made)), "Action, By"])


def test_the_pdf_says_its_own_words_in_the_language_of_the_place() -> None:
    made = strategy()
    written = data(made)
    pages = words_of(strategy_pdf(made))
    assert pseudo("Contents") in pages and pseudo("Statistics used").split()[0] in pages
    words = set(re.findall(r"[A-Za-z]{3,}", pages)) - set(re.findall(r"[A-Za-z]{3,}", written))
    assert not words


@pytest.mark.parametrize("make", [strategy_docx, board_slides])
def test_an_office_document_says_its_own_words_in_the_language_of_the_place(make: object) -> None:
    made = strategy()
    said = said_in(make(made))  # type: ignore[operator]
    assert pseudo("At a glance") in said
    left = [phrase for line in said.split("\n") for phrase in phrases_left(" ".join(line.split()), data(made))]
    assert not left


def test_the_slide_of_priorities_lists_them_in_every_language() -> None:
    assert "1. Homes" in said_in(board_slides(strategy()))
