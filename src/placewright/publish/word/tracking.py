"""Tracked changes of one paragraph or row, which Word accepts or rejects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from placewright.core.differences import BoundedMatcher, ending_apart, words_of
from placewright.publish.word.marks_up import clean
from placewright.publish.word.package import W
from placewright.records.paragraphs import plain

_FIRST_ID = 900_000
_CODE_STYLE = "EntryMark"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Tracker:
    """Makes tracked changes, each with a number of its own."""

    def __init__(self, author: str, at: datetime) -> None:
        self._author = author
        self._at = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._count = _FIRST_ID

    def change(self, paragraph: Any, after: str) -> None:
        """Have a paragraph say something else, with what it said before still to be read."""
        runs = list(text_runs(paragraph))
        before = "".join(run_text(run) for run in runs)
        edits = list(_edits(before, clean(plain(after))))
        start = 0
        for n, run in enumerate(runs):
            end = start + len(run_text(run))
            here = [
                (a, b, new) for a, b, new in edits if (a < end and b > start) or start < b <= end or (n == 0 and b == 0)
            ]
            if here:
                self._replace(run, start, end, here, is_first=n == 0)
            start = end
        if not runs:
            self._append(paragraph, after)

    def new_paragraph(self, model: Any) -> Any:
        """A paragraph that says what another says, in its style, as one that is put in; its pictures are left out."""
        made = model.makeelement(f"{W}p")
        properties = model.find(f"{W}pPr")
        if properties is not None:
            made.append(deepcopy(properties))
        self._mark_paragraph(made, "ins")
        self._append(made, "".join(run_text(run) for run in text_runs(model)))
        return made

    def remove(self, paragraph: Any) -> None:
        """Take a paragraph out, with its pictures."""
        self.change(paragraph, "")
        self.remove_pictures(paragraph)
        self._mark_paragraph(paragraph, "del")

    def remove_pictures(self, paragraph: Any) -> None:
        """Take the pictures of a paragraph out."""
        for run in [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}drawing") is not None]:
            wrapped = self._tracked(run, "del")
            run.addprevious(wrapped)
            wrapped.append(run)

    def add_picture(self, paragraph: Any, run: Any) -> None:
        """Put a run that holds a picture at the end of a paragraph."""
        paragraph.append(self._wrapped("ins", run))

    def mark_row(self, row: Any, kind: str) -> None:
        """Say of a row of a table that it is put in (`ins`) or taken out (`del`)."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = row.makeelement(f"{W}trPr")
            row.insert(0, properties)
        properties.append(self._tracked(row, kind))

    def _append(self, paragraph: Any, text: str) -> None:
        if plain(text):
            run = paragraph.makeelement(f"{W}r")
            _set_text(run, clean(plain(text)), "t")
            paragraph.append(self._wrapped("ins", run))

    def _replace(
        self, run: Any, start: int, end: int, edits: Sequence[tuple[int, int, str]], *, is_first: bool
    ) -> None:
        """Put a run's kept, removed and added parts in its place."""
        text = run_text(run)
        parts: list[Any] = []
        at = start
        for a, b, new in edits:
            a, last = max(a, start), min(b, end)
            if a > at:
                parts.append(_copy(run, text[at - start : a - start], "t"))
            if last > a:
                parts.append(self._wrapped("del", _copy(run, text[a - start : last - start], "delText")))
            at = max(at, last)
            if new and (start < b <= end or (is_first and b == 0)):
                parts.append(self._wrapped("ins", _copy(run, new, "t")))
        if at < end:
            parts.append(_copy(run, text[at - start :], "t"))
        for part in parts:
            run.addprevious(part)
        run.getparent().remove(run)

    def _wrapped(self, kind: str, run: Any) -> Any:
        made = self._tracked(run, kind)
        made.append(run)
        return made

    def _tracked(self, near: Any, kind: str) -> Any:
        self._count += 1
        made = near.makeelement(f"{W}{kind}")
        made.set(f"{W}id", str(self._count))
        made.set(f"{W}author", self._author)
        made.set(f"{W}date", self._at)
        return made

    def _mark_paragraph(self, paragraph: Any, kind: str) -> None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = paragraph.makeelement(f"{W}pPr")
            paragraph.insert(0, properties)
        about = properties.find(f"{W}rPr")
        if about is None:
            about = paragraph.makeelement(f"{W}rPr")
            properties.append(about)
        about.insert(0, self._tracked(paragraph, kind))


def _edits(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """Where letters of the one text are removed, and which stand there in the other.

    Of a word that another ending makes another, such as a plural, the ending alone is changed.
    """
    old, new = words_of(before), words_of(after)
    starts = [0]
    for word in old:
        starts.append(starts[-1] + len(word))
    for kind, a, b, c, d in BoundedMatcher(old, new).get_opcodes():
        if kind == "equal":
            continue
        words = "".join(new[c:d])
        if kind == "replace" and b - a == d - c == 1:
            kept, _gone, words = ending_apart(old[a], new[c])
            yield starts[a] + len(kept), starts[b], words
            continue
        yield starts[a], starts[b], words


def text_runs(paragraph: Any) -> Iterator[Any]:
    """The runs with words of the paragraph itself, without the small codes of entries."""
    for run in paragraph.iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        is_code = style is not None and style.get(f"{W}val") == _CODE_STYLE
        if not is_code and run.find(f"{W}t") is not None and paragraph_of(run) is paragraph:
            yield run


def paragraph_of(element: Any) -> Any:
    while element is not None and element.tag != f"{W}p":
        element = element.getparent()
    return element


def run_text(run: Any) -> str:
    return "".join(child.text or "" for child in run.iter(f"{W}t"))


def _copy(run: Any, text: str, kind: str) -> Any:
    made = run.makeelement(f"{W}r")
    about = run.find(f"{W}rPr")
    if about is not None:
        made.append(deepcopy(about))
    _set_text(made, text, kind)
    return made


def _set_text(run: Any, text: str, kind: str) -> None:
    words = run.makeelement(f"{W}{kind}")
    words.text = text
    words.set(_SPACE, "preserve")
    run.append(words)
