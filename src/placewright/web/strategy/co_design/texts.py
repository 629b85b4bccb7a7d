"""The text of an edition or a build by numbered paragraph, and where a paragraph that was spoken of stands now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from placewright.build.words_file import FILE
from placewright.core.differences import most_alike
from placewright.records.paragraphs import fingerprint_of_texts, text_fingerprint

_ALIKE = 0.6
"""The share of words that a paragraph must have kept to be taken for the same, edited."""


class Standing(models.TextChoices):
    """Where a paragraph that was spoken of stands in another text."""

    HERE = "here", _("still there, word for word")
    MOVED = "moved", _("moved")
    EDITED = "edited", _("reads differently now")
    GONE = "gone", _("no longer there")


@dataclass(frozen=True, slots=True)
class ParagraphWords:
    """A paragraph as it was printed; `pieces` are its words with what each comes from."""

    number: int
    kind: str
    text: str
    fingerprint: str
    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChapterWords:
    """A chapter as it was printed."""

    id: str
    title: str
    summary: str
    paragraphs: tuple[ParagraphWords, ...]

    def paragraph(self, number: int) -> ParagraphWords | None:
        """The paragraph of that number."""
        return self.paragraphs[number - 1] if 0 < number <= len(self.paragraphs) else None


@dataclass(frozen=True, slots=True)
class TextWords:
    """The chapters of an edition or a build."""

    chapters: tuple[ChapterWords, ...]

    def chapter(self, id: str) -> ChapterWords | None:
        """The chapter of that id."""
        return next((chapter for chapter in self.chapters if chapter.id == id), None)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the whole text, as a Word document that is made of it carries it."""
        return fingerprint_of_texts(
            (chapter.id, [one.fingerprint for one in chapter.paragraphs]) for chapter in self.chapters
        )


@dataclass(frozen=True, slots=True)
class Found:
    """Where a paragraph stands in another text: how, and under which number there."""

    standing: Standing
    number: int = 0
    text: str = ""


def text_in(folder: Path) -> TextWords | None:
    """The text that lies in the output of a build or an edition; None where it has none."""
    path = folder / FILE
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return None
    return _read(path, changed)


def find_again(text: TextWords, *, chapter: str, number: int, words: str) -> Found:
    """Where the paragraph with those words stands in a text: by its words, else by words that are alike."""
    here = text.chapter(chapter)
    if here is None:
        return Found(Standing.GONE)
    if number == 0:
        return Found(Standing.HERE)
    wanted = text_fingerprint(words)
    same = [one.number for one in here.paragraphs if one.fingerprint == wanted]
    if same:
        nearest = min(same, key=lambda found: abs(found - number))
        return Found(Standing.HERE if nearest == number else Standing.MOVED, nearest, words)
    at = most_alike(words, [one.text for one in here.paragraphs], least=_ALIKE)
    if at is None:
        return Found(Standing.GONE)
    return Found(Standing.EDITED, here.paragraphs[at].number, here.paragraphs[at].text)


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> TextWords:
    content = json.loads(path.read_text(encoding="utf-8"))
    return TextWords(
        tuple(
            ChapterWords(
                chapter["id"],
                chapter["title"],
                chapter["summary"],
                tuple(
                    ParagraphWords(
                        one["number"],
                        one["kind"],
                        one["text"],
                        one["fingerprint"],
                        tuple((source, words) for source, words in one["pieces"]),
                    )
                    for one in chapter["paragraphs"]
                ),
            )
            for chapter in content["chapters"]
        )
    )
