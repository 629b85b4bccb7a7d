"""words.json: the text of every chapter by numbered paragraph, for whoever compares, comments on or reuses it."""

from __future__ import annotations

import json
from typing import Any

from placewright.build.judging import Judged
from placewright.records.paragraphs import NumberedParagraph, numbered, pieces
from placewright.records.prose import ChapterText

FILE = "words.json"


def words_file(judged: Judged) -> bytes:
    """The chapters as JSON: each paragraph with its number, words, fingerprint, and what its words come from."""
    content = {
        "workspace": judged.context.area_name,
        "in_text": sorted(judged.in_text),
        "chapters": [_chapter(text) for text in judged.chapters],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _chapter(text: ChapterText) -> dict[str, Any]:
    return {
        "id": text.id,
        "title": text.title,
        "summary": text.summary,
        "paragraphs": [_paragraph(paragraph) for paragraph in numbered(text.blocks)],
    }


def _paragraph(paragraph: NumberedParagraph) -> dict[str, Any]:
    return {
        "number": paragraph.number,
        "kind": paragraph.kind,
        "text": paragraph.text,
        "fingerprint": paragraph.fingerprint,
        "pieces": [[source, words] for source, words in pieces(paragraph.passages)],
    }
