"""A Word document of an edition with what changed since as tracked changes, which Word accepts or rejects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from placewright.core.differences import words_of
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.publish.word.marks_up import clean
from placewright.publish.word.package import BadWordFile, W, WordPackage
from placewright.records.paragraphs import plain

_FIRST_ID = 900_000
_CODE_STYLE = "EntryMark"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph by its mark, and what it says now: empty where it is taken out.

    With `is_new` it is a paragraph that stands behind the marked one.
    """

    mark: str
    after: str
    is_new: bool = False


def redline_docx(content: bytes, changes: Sequence[ParagraphChange], *, author: str, at: datetime) -> bytes:
    """The document with the changes tracked under a name; equal input gives equal bytes.

    Raises:
        BadWordFile: it is no Word document, or has no mark that a change names.
    """
    from lxml import etree

    package = WordPackage(content)
    document = package.xml(package.main)
    tracker = _Tracker(author, at)
    marked = {
        start.get(f"{W}name"): _paragraph_of(start)
        for start in document.iter(f"{W}bookmarkStart")
        if start.get(f"{W}name", "").startswith("_pw_")
    }
    behind: dict[str, Any] = {}
    for change in changes:
        paragraph = marked.get(change.mark)
        if paragraph is None:
            raise BadWordFile(
                f"The document has no paragraph '{change.mark}'.", fix="Take the document of an edition with marks."
            )
        if change.is_new:
            last = behind.get(change.mark, paragraph)
            behind[change.mark] = tracker.new_paragraph(last, change.after)
        else:
            tracker.change(paragraph, change.after)
    xml = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return repeatable_zip(package.with_part(package.main, xml), day=at.date())


class _Tracker:
    """Makes tracked changes, each with a number of its own."""

    def __init__(self, author: str, at: datetime) -> None:
        self._author = author
        self._at = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._count = _FIRST_ID

    def change(self, paragraph: Any, after: str) -> None:
        """Have a paragraph say something else, with what it said before still to be read."""
        runs = list(_text_runs(paragraph))
        before = "".join(_text(run) for run in runs)
        edits = list(_edits(before, clean(plain(after))))
        start = 0
        for n, run in enumerate(runs):
            end = start + len(_text(run))
            here = [
                (a, b, new) for a, b, new in edits if (a < end and b > start) or start < b <= end or (n == 0 and b == 0)
            ]
            if here:
                self._replace(run, start, end, here, is_first=n == 0)
            start = end
        if not plain(after):
            self._mark_paragraph(paragraph, "del")

    def new_paragraph(self, behind: Any, text: str) -> Any:
        """A paragraph behind another, in its style."""
        made = behind.makeelement(f"{W}p")
        properties = behind.find(f"{W}pPr")
        if properties is not None:
            made.append(deepcopy(properties))
        self._mark_paragraph(made, "ins")
        inserted = self._tracked(made, "ins")
        run = made.makeelement(f"{W}r")
        _set_text(run, clean(plain(text)), "t")
        inserted.append(run)
        made.append(inserted)
        behind.addnext(made)
        return made

    def _replace(
        self, run: Any, start: int, end: int, edits: Sequence[tuple[int, int, str]], *, is_first: bool
    ) -> None:
        """Put a run's kept, removed and added parts in its place."""
        text = _text(run)
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
    """Where letters of the one text are removed, and which words stand there in the other."""
    old, new = words_of(before), words_of(after)
    starts = [0]
    for word in old:
        starts.append(starts[-1] + len(word))
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield starts[a], starts[b], "".join(new[c:d])


def _text_runs(paragraph: Any) -> Iterator[Any]:
    """The runs with words of the paragraph itself, without the small codes of entries."""
    for run in paragraph.iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        is_code = style is not None and style.get(f"{W}val") == _CODE_STYLE
        if not is_code and run.find(f"{W}t") is not None and _paragraph_of(run) is paragraph:
            yield run


def _paragraph_of(element: Any) -> Any:
    while element is not None and element.tag != f"{W}p":
        element = element.getparent()
    return element


def _text(run: Any) -> str:
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
