"""A Word file that came back: its comments with their replies, and its tracked changes, by paragraph and author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from placewright.publish.word.identity import WordIdentity, identity_of
from placewright.publish.word.package import W14, W15, BadWordFile, W, WordPackage
from placewright.records.paragraphs import plain

_CODE = re.compile(r"\s*[AB]\d+\s*")
_ADDED, _REMOVED = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
_SPACES = (f"{W}tab", f"{W}br", f"{W}cr")
_NO_TEXT = (f"{W}pPr", f"{W}rPr", f"{W}sectPr", f"{W}instrText", f"{W}delInstrText", f"{W}p")
_UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment: who wrote it as the file says, when, on which words of which paragraph, and to which it replies."""

    id: str
    author: str
    at: datetime | None
    text: str
    marks: tuple[str, ...]
    paragraph: str
    quoted: str
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class WordChange:
    """What one author would have a paragraph say: its words before, and with the author's own changes alone.

    `after` is empty where the paragraph is taken out; a blank line parts the paragraphs that it becomes.
    """

    author: str
    at: datetime | None
    marks: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What was found in the file, and which edition it says that it is of."""

    comments: tuple[WordComment, ...]
    changes: tuple[WordChange, ...]
    identity: WordIdentity


@dataclass(slots=True)
class _Piece:
    """Words of a paragraph: kept by all, or put in or taken out by an author."""

    text: str
    added_by: str = ""
    removed_by: str = ""
    at: datetime | None = None


@dataclass(slots=True)
class _Group:
    """A paragraph as it was before any was split: its marks and its pieces."""

    marks: list[str] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)

    @property
    def before(self) -> str:
        return plain("".join(piece.text for piece in self.pieces if not piece.added_by))


def read_returned(content: bytes) -> Returned:
    """The comments and tracked changes of a .docx.

    Raises:
        BadWordFile: it is no Word document, is too large, or holds what a document may not.
    """
    package = WordPackage(content)
    document = package.xml(package.main)
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise BadWordFile("The document is empty.", fix="Save it anew from Word as .docx.")
    reading = _Reading()
    for paragraph in body.iter(f"{W}p"):
        reading.take(paragraph)
    replies = _replies(package)
    comments = tuple(_comments(package, reading, replies))
    changes = tuple(change for group in reading.groups for change in _changes(group))
    return Returned(comments, changes, identity_of(package))


class _Reading:
    """The paragraphs in their order, those that were split put together again, and where comments stand."""

    def __init__(self) -> None:
        self.groups: list[_Group] = []
        self.of_comment: dict[str, _Group] = {}
        self.quoted: dict[str, list[str]] = {}
        self._open: set[str] = set()
        self._goes_on = False

    def take(self, paragraph: Any) -> None:
        """Read a paragraph."""
        if not self._goes_on:
            self.groups.append(_Group())
        group = self.groups[-1]
        for piece in self._pieces(paragraph, _Piece("")):
            group.pieces.append(piece)
            for id in self._open:
                self.quoted[id].append(piece.text if not piece.removed_by else "")
        properties = paragraph.find(f"{W}pPr/{W}rPr")
        inserted = properties.find(f"{W}ins") if properties is not None else None
        was_going_on, self._goes_on = self._goes_on, inserted is not None
        if inserted is None:
            return
        parting = _Piece("\n\n", _author(inserted), "", _moment(inserted))
        is_new = not was_going_on and len(self.groups) > 1 and all(piece.added_by for piece in group.pieces)
        if is_new and not group.marks:
            # a paragraph that is new as a whole is said to follow the one before it, which has a mark
            self.groups.pop()
            self.groups[-1].pieces += [parting, *group.pieces]
            self._goes_on = False
            self.of_comment = {id: self.groups[-1] if at is group else at for id, at in self.of_comment.items()}
        else:
            group.pieces.append(parting)

    def _pieces(self, element: Any, about: _Piece) -> Iterator[_Piece]:
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _NO_TEXT:
                continue
            if child.tag in _ADDED:
                yield from self._pieces(child, _Piece("", _author(child), about.removed_by, _moment(child)))
            elif child.tag in _REMOVED:
                yield from self._pieces(child, _Piece("", about.added_by, _author(child), _moment(child)))
            elif child.tag == f"{W}bookmarkStart":
                self.groups[-1].marks.append(child.get(f"{W}name", ""))
            elif child.tag in (f"{W}commentRangeStart", f"{W}commentReference"):
                self._begin(child.get(f"{W}id", ""), is_range=child.tag.endswith("Start"))
            elif child.tag == f"{W}commentRangeEnd":
                self._open.discard(child.get(f"{W}id", ""))
            elif child.tag == f"{W}r":
                yield from self._run(child, about)
            else:
                yield from self._pieces(child, about)

    def _run(self, run: Any, about: _Piece) -> Iterator[_Piece]:
        for reference in run.iter(f"{W}commentReference"):
            self._begin(reference.get(f"{W}id", ""), is_range=False)
        text = "".join(_text(child) for child in run)
        style = run.find(f"{W}rPr/{W}rStyle")
        is_mark = style is not None and re.sub(r"\W", "", style.get(f"{W}val", "")).lower() == "entrymark"
        if text and not (is_mark and _CODE.fullmatch(text)):
            yield _Piece(text, about.added_by, about.removed_by, about.at)

    def _begin(self, id: str, *, is_range: bool) -> None:
        self.of_comment.setdefault(id, self.groups[-1])
        self.quoted.setdefault(id, [])
        if is_range:
            self._open.add(id)


def _text(child: Any) -> str:
    if child.tag in (f"{W}t", f"{W}delText"):
        return child.text or ""
    if child.tag in _SPACES:
        return " "
    return "-" if child.tag == f"{W}noBreakHyphen" else ""


def _changes(group: _Group) -> Iterator[WordChange]:
    """For each author what the paragraph says with their changes and nobody else's."""
    authors = dict.fromkeys(name for piece in group.pieces for name in (piece.added_by, piece.removed_by) if name)
    before = group.before
    for author in authors:
        kept = [piece.text for piece in group.pieces if piece.added_by in ("", author) and piece.removed_by != author]
        after = "\n\n".join(filter(None, (plain(part) for part in "".join(kept).split("\n\n"))))
        if after == before:
            continue
        moments = [piece.at for piece in group.pieces if piece.at and author in (piece.added_by, piece.removed_by)]
        yield WordChange(author, max(moments, default=None), tuple(group.marks), before, after)


def _comments(package: WordPackage, reading: _Reading, replies: Mapping[str, str]) -> Iterator[WordComment]:
    name = package.related("comments")
    found = package.xml(name) if name else None
    if found is None:
        return
    by_paragraph: dict[str, str] = {}
    listed = list(found.iter(f"{W}comment"))
    for comment in listed:
        for paragraph in comment.iter(f"{W}p"):
            by_paragraph[paragraph.get(f"{W14}paraId", "")] = comment.get(f"{W}id", "")
    by_paragraph.pop("", None)  # some programs number no paragraphs, and then nothing is known to be a reply
    for comment in listed:
        id = comment.get(f"{W}id", "")
        last = [paragraph.get(f"{W14}paraId", "") for paragraph in comment.iter(f"{W}p")][-1:]
        reply_to = by_paragraph.get(replies.get(last[0], ""), "") if last else ""
        group = reading.of_comment.get(id) or reading.of_comment.get(reply_to) or _Group()
        text = "\n".join(_words(paragraph) for paragraph in comment.iter(f"{W}p")).strip()
        quoted = plain("".join(reading.quoted.get(id, ())))
        yield WordComment(
            id, _author(comment), _moment(comment), text, tuple(group.marks), group.before, quoted, reply_to
        )


def _words(paragraph: Any) -> str:
    return "".join(_text(child) for run in paragraph.iter(f"{W}r") for child in run)


def _replies(package: WordPackage) -> dict[str, str]:
    """The last paragraph of each reply, with that of the comment that it replies to."""
    name = package.related("commentsExtended")
    found = package.xml(name) if name else None
    if found is None:
        return {}
    return {
        one.get(f"{W15}paraId", ""): one.get(f"{W15}paraIdParent", "")
        for one in found.iter(f"{W15}commentEx")
        if one.get(f"{W15}paraIdParent")
    }


def _author(element: Any) -> str:
    return plain(element.get(f"{W}author", ""))[:120] or _UNNAMED


def _moment(element: Any) -> datetime | None:
    text: Sequence[str] | str = element.get(f"{W}date", "")
    try:
        found = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
