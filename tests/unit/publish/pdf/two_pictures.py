"""A strategy whose text meets two pictures at the end of a page, and in which every word is another."""

from __future__ import annotations

from dataclasses import replace

from placewright.publish.document import Document, Picture
from placewright.records.prose import Listing, Paragraph, Passage, Words

from .invented import document, picture, said


def met_by_two_pictures(*, lines_before: int, height: int, kind: str) -> tuple[Document, frozenset[str]]:
    """A strategy and the words of its text; the two pictures leave a few lines of the second page to it.

    Args:
        lines_before: how much stands before the pictures.
        height: of the second picture.
        kind: what the text behind them is: a paragraph, a list, or a list that no page holds.
    """
    words: list[str] = []

    def text(count: int) -> tuple[Passage, ...]:
        made = [f"w{len(words) + n:03}w" for n in range(count)]
        words.extend(made)
        return said(Words(" ".join(made)))

    before = Paragraph(text(14 * lines_before))
    pictures = (_picture(tall) for tall in (469, height))
    items = {"paragraph": 0, "list": 7, "long list": 30}[kind]
    behind = Listing(tuple(text(40) for _item in range(items))) if items else Paragraph(text(14 * 20))
    blocks = (before, *pictures, behind, Paragraph(text(60)))
    return replace(document(*blocks), ledger=(), references=(), sources=(), headline=()), frozenset(words)


def _picture(height: int) -> Picture:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{height}" viewBox="0 0 760 {height}"></svg>'
    return replace(picture(svg=svg), id=f"picture-{height}", width=760, height=height)
