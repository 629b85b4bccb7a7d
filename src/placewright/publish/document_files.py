"""The files of a document, each made in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from placewright.publish.document import Document

if TYPE_CHECKING:
    from placewright.publish.workings import Workings

TOP = "../"
"""Before a path that lies beside the site, not below it."""


def pdf_files(document: Document) -> dict[str, bytes]:
    """The document as PDF, beside the site and for download from it."""
    from placewright.publish.pdf import strategy_pdf

    return _twice("strategy.pdf", strategy_pdf(document))


def word_files(document: Document, pictures: Path | None = None) -> dict[str, bytes]:
    """The document for Word; pictures that stand in a folder, from when they were last drawn, are not drawn again."""
    from placewright.publish.word import strategy_docx

    return _twice("strategy.docx", strategy_docx(document, pictures=pictures))


def slide_files(document: Document) -> dict[str, bytes]:
    """The document as slides for a board."""
    from placewright.publish.slides import board_slides

    return _twice("slides.pptx", board_slides(document))


def workings_files(workings: Workings) -> dict[str, bytes]:
    """The figures of the claims as live formulas."""
    from placewright.publish.workings import workings_xlsx

    return _twice("workings.xlsx", workings_xlsx(workings))


def _twice(name: str, content: bytes) -> dict[str, bytes]:
    return {f"{TOP}{name}": content, name: content}
