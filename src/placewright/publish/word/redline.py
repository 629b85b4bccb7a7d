"""A whole Word document with what another says otherwise as tracked changes, which Word accepts or rejects."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from placewright.core.differences import aligned
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.publish.word.package import W, WordPackage
from placewright.publish.word.tracking import Tracker, run_text, text_runs

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BLOCKS = (f"{W}p", f"{W}tbl")
_ALIKE = 0.4
"""The share of words that two blocks must have in common to be taken for one that changed."""


def redline_docx(before: bytes, after: bytes, *, author: str, at: datetime) -> bytes:
    """The earlier document with everything that the later says otherwise tracked under a name.

    Chapters, lists, tables row by row, annexes and pictures: rejecting all changes gives the earlier document,
    accepting them the words of the later. Links of what is put in are left out, and the small codes that
    lead to the annexes stay those of the earlier, since a claim more would change them all.
    Equal input gives equal bytes.

    Raises:
        BadWordFile: one of them is no Word document.
    """
    from lxml import etree

    old, new = WordPackage(before), WordPackage(after)
    document = old.xml(old.main)
    _Redline(old, new, Tracker(author, at)).of(document.find(f"{W}body"), new.xml(new.main).find(f"{W}body"))
    return repeatable_zip(
        old.with_part(old.main, etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)),
        day=at.date(),
    )


class _Redline:
    """The blocks of one document changed to those of another."""

    def __init__(self, old: WordPackage, new: WordPackage, tracker: Tracker) -> None:
        self._old, self._new, self._tracker = old, new, tracker
        self._of_old, self._of_new = old.pictures(), new.pictures()

    def of(self, old: Any, new: Any) -> None:
        """Change the paragraphs and tables in the one to those in the other."""
        mine, theirs = list(_blocks(old)), list(_blocks(new))
        known = {id(block): self._key(block, self._of_old) for block in mine}
        known |= {id(block): self._key(block, self._of_new) for block in theirs}
        pairs = aligned(
            mine,
            theirs,
            key=lambda block: known[id(block)],
            text=lambda block: known[id(block)][1],
            least=_ALIKE,
            kind=lambda block: known[id(block)][0],
        )
        last: Any = None
        waiting: list[Any] = []
        for here, there in pairs:
            if here is None:
                made = self._added(there)
                if last is None:
                    waiting.append(made)
                else:
                    last.addnext(made)
                    last = made
                continue
            for made in waiting:
                here.addprevious(made)
            waiting.clear()
            last = here
            if there is None:
                self._removed(here)
            elif known[id(here)] != known[id(there)]:
                self._changed(here, there, pictures_differ=known[id(here)][2] != known[id(there)][2])

    def _key(self, block: Any, pictures: Mapping[str, bytes]) -> tuple[str, str, tuple[str, ...]]:
        """What a block is, what it says, and which pictures it shows."""
        style = block.find(f"{W}pPr/{W}pStyle")
        kind = f"{block.tag} {style.get(f'{W}val') if style is not None else ''}"
        rows = ["\t".join(_words(cell) for cell in row.iter(f"{W}tc")) for row in block.iter(f"{W}tr")]
        shown = tuple(
            hashlib.sha256(pictures.get(blip.get(_EMBED), b"")).hexdigest() for blip in block.iter(_BLIP)
        ) + tuple(about.get("descr", "") for about in block.iter(_PICTURE))
        return kind, "\n".join(rows) or _words(block), shown

    def _changed(self, here: Any, there: Any, *, pictures_differ: bool) -> None:
        if here.tag == f"{W}tbl":
            self._rows(here, there)
            return
        self._tracker.change(here, _words(there))
        if pictures_differ:
            self._tracker.remove_pictures(here)
            self._add_pictures(here, there)

    def _rows(self, old: Any, new: Any) -> None:
        """Change a table row by row; rows with other cells than before are put in beside those taken out."""
        mine, theirs = _rows_of(old), _rows_of(new)
        words = {id(row): tuple(_words(cell) for cell in row.iter(f"{W}tc")) for row in (*mine, *theirs)}
        pairs = aligned(
            mine,
            theirs,
            key=lambda row: words[id(row)],
            text=lambda row: " ".join(words[id(row)]),
            least=_ALIKE,
            kind=lambda row: len(words[id(row)]),
        )
        last = old.find(f"{W}tblGrid")
        for here, there in pairs:
            if here is None:
                made = self._added_row(there)
                last.addnext(made)
                last = made
                continue
            last = here
            if there is None:
                self._removed_row(here)
            elif words[id(here)] != words[id(there)]:
                for cell, other in zip(here.iter(f"{W}tc"), there.iter(f"{W}tc"), strict=True):
                    self.of(cell, other)

    def _removed(self, block: Any) -> None:
        if block.tag == f"{W}p":
            self._tracker.remove(block)
            return
        for row in _rows_of(block):
            self._removed_row(row)

    def _removed_row(self, row: Any) -> None:
        self._tracker.mark_row(row, "del")
        for paragraph in list(row.iter(f"{W}p")):
            self._tracker.remove(paragraph)

    def _added(self, block: Any) -> Any:
        if block.tag == f"{W}p":
            made = self._tracker.new_paragraph(block)
            self._add_pictures(made, block)
            return made
        made = block.makeelement(f"{W}tbl")
        made.extend(deepcopy(child) for child in block if child.tag in (f"{W}tblPr", f"{W}tblGrid"))
        made.extend(self._added_row(row) for row in _rows_of(block))
        return made

    def _added_row(self, row: Any) -> Any:
        made = row.makeelement(f"{W}tr")
        made.extend(deepcopy(child) for child in row if child.tag in (f"{W}tblPrEx", f"{W}trPr"))
        self._tracker.mark_row(made, "ins")
        for cell in row.iter(f"{W}tc"):
            mine = made.makeelement(f"{W}tc")
            mine.extend(deepcopy(child) for child in cell if child.tag == f"{W}tcPr")
            mine.extend(self._added(block) for block in _blocks(cell))
            made.append(mine)
        return made

    def _add_pictures(self, to: Any, source: Any) -> None:
        for run in source.iter(f"{W}r"):
            if run.find(f"{W}drawing") is None:
                continue
            made = deepcopy(run)
            for blip in made.iter(_BLIP):
                blip.set(_EMBED, self._old.add_picture(self._of_new[blip.get(_EMBED)]))
            self._tracker.add_picture(to, made)


def _blocks(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body or a cell, those of a list of contents too."""
    for child in parent:
        if child.tag in _BLOCKS:
            yield child
        elif child.tag == f"{W}sdt":
            yield from _blocks(child.find(f"{W}sdtContent"))


def _rows_of(table: Any) -> Sequence[Any]:
    return table.findall(f"{W}tr")


def _words(block: Any) -> str:
    paragraphs = [block] if block.tag == f"{W}p" else block.iter(f"{W}p")
    return "\n".join("".join(run_text(run) for run in text_runs(one)) for one in paragraphs)
