"""What a Word document keeps count of while it is written: bookmarks, pictures, addresses, lists and captions."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from placewright.core.words import gettext as _
from placewright.publish.document import Document, DocumentChapter
from placewright.publish.pdf.annexes import entry_codes
from placewright.publish.word.marks_up import anchor_name, attribute, link_away, link_within, run
from placewright.records.prose import Heading, Number, Passage, Words

_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:)\]]")
_OUTSIDE = ("http://", "https://", "mailto:")
_FIRST_LIST = 3


class Book:
    """A Word document under way.

    Args:
        part: the main part of the package, which holds what the text refers to.
        drawn: the pictures of the document as PNG, by their SVG.
    """

    def __init__(self, document: Document, part: Any, drawn: Mapping[str, bytes]) -> None:
        self.drawn = drawn
        self.lists = 0
        self._part = part
        self._codes = entry_codes(document)
        self._names = {f"A{n}": row.title or row.id for n, row in enumerate(document.ledger, 1)}
        self._headings = _heading_anchors(document)
        self._seen: set[str] = set()
        self._counted: dict[str, int] = {}

    def next(self, kind: str) -> int:
        """The next number of a kind: figure, table, drawing, bookmark."""
        self._counted[kind] = self._counted.get(kind, 0) + 1
        return self._counted[kind]

    def numbered_list(self) -> int:
        """The number of a list that counts from one again."""
        self.lists += 1
        return _FIRST_LIST + self.lists - 1

    def bookmark(self, name: str, inner: str) -> str:
        """The content with a bookmark around it; a name that is taken already marks nothing."""
        if name in self._seen:
            return inner
        self._seen.add(name)
        n = self.next("bookmark")
        return f'<w:bookmarkStart w:id="{n}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{n}"/>'

    def code(self, record: str) -> str:
        """The code of a record's entry in the annexes; empty where it has none."""
        return self._codes.get(record, "")

    def heading_anchor(self, chapter: str, heading: Heading) -> str:
        """The bookmark of a heading in a chapter."""
        return self._headings[chapter, heading.id or heading.text]

    def picture(self, png: bytes, *, width: int, height: int, title: str, alt: str) -> str:
        """A picture in the line of text; sizes in EMU, 36,000 to the millimetre."""
        relation, _ = self._part.get_or_add_image(io.BytesIO(png))
        n = self.next("drawing")
        names = f'id="{n}" name="Picture {n}"'
        extent = f'cx="{width}" cy="{height}"'
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f"<wp:extent {extent}/><wp:docPr {names} descr={attribute(alt)} title={attribute(title)}/>"
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {names} descr={attribute(alt)}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def away(self, url: str, inner: str) -> str:
        """A link to an address outside."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        return link_away(self._part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True), inner)

    def linked(self, text: str) -> str:
        """Plain words in which web addresses are links."""
        pieces, end = [], 0
        for found in _ADDRESS.finditer(text):
            pieces += [run(text[end : found.start()]), self.away(found[0], run(found[0], "Hyperlink"))]
            end = found.end()
        return "".join([*pieces, run(text[end:])])

    def prose(self, passages: Sequence[Passage], *, chapter: str = "") -> str:
        """Passages with numbers that lead to their entries and a mark behind each claim.

        Args:
            chapter: whose headings `#id` means.
        """
        return "".join(piece for passage in passages for piece in self._passage(passage, chapter))

    def mark(self, code: str) -> str:
        """The small sign that names an entry of the annexes and leads to it."""
        return link_within(anchor_name("entry", code), run(code, "EntryMark"), tip=self._tip(code))

    def _passage(self, passage: Passage, chapter: str) -> Iterable[str]:
        own = self.code(f"claim:{passage.claim}") if passage.claim else ""
        pieces: list[str] = []
        for piece in passage.runs:
            if isinstance(piece, Words):
                pieces.append(self._words(piece, chapter))
                continue
            code = self.code(piece.record)
            pieces.append(self._number(piece, code))
            if code and code != own:
                pieces.append(self.mark(code))
        if not own:
            return pieces
        last = passage.runs[-1]
        if isinstance(last, Words) and passage.text != passage.text.rstrip():
            shorter = Words(last.text.rstrip(), strong=last.strong, emphasis=last.emphasis, href=last.href)
            return [*pieces[:-1], self._words(shorter, chapter), self.mark(own), run(" ")]
        return [*pieces, self.mark(own)]

    def _number(self, number: Number, code: str) -> str:
        if not code:
            return run(number.text)
        return link_within(anchor_name("entry", code), run(number.text, "TracedNumber"), tip=self._tip(code))

    def _words(self, words: Words, chapter: str) -> str:
        def shown(style: str = "") -> str:
            return run(words.text, style, strong=words.strong, emphasis=words.emphasis)

        if words.href.startswith(_OUTSIDE):
            return self.away(words.href, shown("Hyperlink"))
        if code := self.code(words.href):
            return link_within(anchor_name("entry", code), shown("Hyperlink"))
        target = self._headings.get((chapter, words.href.partition("#")[2]), "")
        return link_within(target, shown("Hyperlink")) if target else shown()

    def _tip(self, code: str) -> str:
        name = self._names.get(code, "")
        entry = _("Annex entry %(code)s") % {"code": code}
        return f"{entry}: {name}" if name else entry


def chapter_anchor(chapter: DocumentChapter) -> str:
    """The bookmark of a chapter's own heading."""
    return anchor_name("chapter", chapter.id)


def _heading_anchors(document: Document) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for chapter in document.chapters:
        for block in chapter.blocks:
            if isinstance(block, Heading):
                found.setdefault((chapter.id, block.id or block.text), f"heading_{len(found) + 1}")
    return found
