"""Comments and tracked changes of a Word file brought back as remarks; what fits no paragraph is kept and listed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.differences import most_alike
from placewright.core.errors import PlacewrightError
from placewright.publish.word.marks_up import anchor_name
from placewright.publish.word.returned import WordChange, WordComment, read_returned
from placewright.records.paragraphs import chapter_digest, plain, read_mark, text_fingerprint
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition, Remark, RemarkKind, WordFile
from placewright.web.strategy.co_design.services.saying import LONGEST
from placewright.web.strategy.co_design.texts import TextWords, text_in
from placewright.web.strategy.co_design.word_origin import edition_of_file

_ALIKE = 0.75
"""The share of words that a paragraph without a mark must have in common with one of the edition."""

_MOST = 5_000


class CannotBringBack(PlacewrightError):
    """A Word file that cannot be brought back."""


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of the edition, or the chapter as a whole; an empty chapter where none was found."""

    chapter: str = ""
    number: int = 0
    words: str = ""


def bring_back(under_way: EditionUnderWay, content: bytes, *, name: str, by: Account, chosen: str = "") -> WordFile:
    """Keep what the file says of its edition that is not kept already; the same file again adds nothing.

    Args:
        under_way: whose edition the file is of.
        content: the .docx.
        name: what the file is called.
        by: who brings it back.
        chosen: the id of the edition that it is taken for where it names none that is here.

    Raises:
        BadWordFile: it is no Word document, is too large, or holds what a document may not.
        WhichEdition: it names no edition that is here, and none was chosen.
        OfAnother: it is of another edition.
        CannotBringBack: the edition has no text, or the file holds more than people write.
    """
    found = read_returned(content)
    made = edition_of_file(under_way, found.identity, chosen=chosen)
    text = text_in(made.folder)
    if text is None:
        raise CannotBringBack(_("The edition has no text to match with."), fix=_("Choose another edition."))
    if len(found.comments) + len(found.changes) > _MOST:
        raise CannotBringBack(
            _("The file holds too many comments and changes."), fix=_("Divide it among several files.")
        )
    finder = _Finder(text)
    with transaction.atomic():
        MadeEdition.objects.select_for_update().get(pk=made.pk)
        known = set(made.remarks.values_list("key", flat=True))
        file = WordFile.objects.create(
            made=made, sha256=hashlib.sha256(content).hexdigest(), name=_safe_name(name), by=by
        )
        adding = _Adding(file, known)
        for change in found.changes:
            adding.change(change, finder.find(change.marks, change.before))
        by_id = {comment.id: comment for comment in found.comments}
        kept: dict[str, Remark] = {}
        for comment in sorted(found.comments, key=lambda one: bool(one.reply_to)):
            first = by_id.get(comment.reply_to, comment)
            place = finder.find(first.marks, first.paragraph)
            kept[comment.id] = adding.comment(comment, place, kept.get(comment.reply_to))
        file.added, file.known, file.unmatched = adding.added, adding.known_already, adding.unmatched
        file.save(update_fields=["added", "known", "unmatched"])
        counts = f"{file.added} added, {file.known} known, {file.unmatched} without a place"
        record_event("brought back", "Word file", file.pk, by=by, note=f"edition {made.slug}: {counts}")
    return file


class _Finder:
    """Finds the paragraph of an edition that a Word paragraph is: by its mark, else by its words."""

    def __init__(self, text: TextWords) -> None:
        self._chapters = {chapter_digest(chapter.id): chapter for chapter in text.chapters}
        self._by_anchor = {_anchor(chapter.id): chapter for chapter in text.chapters}
        self._all = [(chapter, one) for chapter in text.chapters for one in chapter.paragraphs]

    def find(self, marks: tuple[str, ...], words: str) -> Place:
        """The paragraph; an empty place where there is none."""
        for name in marks:
            mark = read_mark(name)
            chapter = self._chapters.get(mark.chapter) if mark else self._by_anchor.get(name)
            if chapter is None:
                continue
            if mark is None:
                return Place(chapter.id, 0, chapter.title)
            paragraph = chapter.paragraph(mark.number)
            if paragraph is not None and paragraph.fingerprint.startswith(mark.fingerprint):
                return Place(chapter.id, mark.number, paragraph.text)
        return self._by_words(plain(words))

    def _by_words(self, words: str) -> Place:
        if not words:
            return Place()
        at = most_alike(words, [one.text for _chapter, one in self._all], least=_ALIKE)
        if at is None:
            return Place()
        chapter, one = self._all[at]
        return Place(chapter.id, one.number, one.text)


class _Adding:
    """Adds remarks that are not known, and counts."""

    def __init__(self, file: WordFile, known: set[str]) -> None:
        self._file, self._known = file, known
        self.added = self.known_already = self.unmatched = 0

    def change(self, change: WordChange, place: Place) -> Remark:
        """A tracked change as a proposal."""
        key = _key("change", change.author, _written(change.at), change.before, change.after)
        return self._add(
            RemarkKind.PROPOSAL,
            place,
            key,
            author=change.author,
            at=change.at,
            quoted="" if place.chapter else change.before,
            proposed=change.after,
        )

    def comment(self, comment: WordComment, place: Place, reply_to: Remark | None) -> Remark:
        """A comment, or a reply to one."""
        key = _key("comment", comment.author, _written(comment.at), comment.paragraph, comment.text)
        return self._add(
            RemarkKind.COMMENT,
            place,
            key,
            author=comment.author,
            at=comment.at,
            text=comment.text,
            quoted=comment.quoted or ("" if place.chapter else comment.paragraph),
            reply_to=reply_to,
        )

    def _add(
        self,
        kind: RemarkKind,
        place: Place,
        key: str,
        *,
        author: str,
        at: datetime | None,
        text: str = "",
        quoted: str = "",
        proposed: str = "",
        reply_to: Remark | None = None,
    ) -> Remark:
        made = self._file.made
        if key in self._known:
            self.known_already += 1
            return Remark.objects.get(made=made, key=key)
        self._known.add(key)
        self.added += 1
        self.unmatched += not place.chapter
        return Remark.objects.create(
            made=made,
            word_file=self._file,
            reply_to=reply_to,
            kind=kind,
            chapter=place.chapter,
            number=place.number,
            fingerprint=text_fingerprint(place.words) if place.chapter else "",
            words=place.words or quoted,
            quoted=quoted[:LONGEST],
            proposed=proposed[:LONGEST],
            text=text[:LONGEST],
            said_by=author,
            said_at=at or timezone.now(),
            key=key,
        )


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(("word", *parts)).encode()).hexdigest()


def _written(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _anchor(chapter: str) -> str:
    return anchor_name("chapter", chapter)


def _safe_name(name: str) -> str:
    return "".join(letter for letter in name.replace("\\", "/").rsplit("/", 1)[-1] if letter.isprintable())[:200]
