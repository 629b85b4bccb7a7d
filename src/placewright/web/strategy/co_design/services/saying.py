"""What reviewers say through their own links: comments, other words, agreement, objection, approval."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.records.paragraphs import plain, text_fingerprint
from placewright.web.common.event_log import record_event
from placewright.web.strategy.co_design.models import Approval, Remark, RemarkKind, ReviewerLink
from placewright.web.strategy.co_design.texts import ChapterWords, text_in

LONGEST = 10_000
"""Letters that a remark may have."""

_PER_MINUTE, _PER_DAY = 20, 400


class CannotSay(PlacewrightError):
    """A remark that cannot be taken."""


class TooMany(CannotSay):
    """More remarks in a short time than a person writes."""


def comment(link: ReviewerLink, *, chapter: str, number: int, text: str, once: str) -> Remark:
    """Keep a comment on a paragraph, or, for number 0, on the chapter.

    Args:
        link: through which it was said.
        chapter: the chapter's id.
        number: the paragraph's number in the edition.
        text: what was said.
        once: a random word of the form that it was sent with, so that sending it twice keeps it once.

    Raises:
        CannotSay: the link does not allow it, there is no such paragraph, or nothing was said.
    """
    _allow(link.may_comment)
    words = _words(link, chapter, number)
    return _keep(link, RemarkKind.COMMENT, chapter, number, words, text=_said(text), once=once)


def propose(link: ReviewerLink, *, chapter: str, number: int, proposed: str, text: str, once: str) -> Remark:
    """Keep other words for a paragraph, with why.

    Raises:
        CannotSay: the link does not allow it, there is no such paragraph, or the words are the same.
    """
    _allow(link.may_propose)
    words = _words(link, chapter, number)
    if not number:
        raise CannotSay(_("Words can be proposed for a paragraph alone."), fix=_("Write it as a comment."))
    if plain(proposed) == words:
        raise CannotSay(_("The words are those that stand there."), fix=_("Change them, or write a comment."))
    wanted = plain(proposed)[:LONGEST]
    return _keep(link, RemarkKind.PROPOSAL, chapter, number, words, text=text[:LONGEST], proposed=wanted, once=once)


def agree(link: ReviewerLink, *, chapter: str, agrees: bool, text: str, once: str) -> Remark:
    """Keep that the reviewer agrees to a chapter, or objects and why; the latest of these counts.

    Raises:
        CannotSay: the link does not allow it, there is no such chapter, or an objection gives no reason.
    """
    _allow(link.may_agree)
    words = _words(link, chapter, 0)
    if not agrees:
        _said(text)
    kind = RemarkKind.AGREEMENT if agrees else RemarkKind.OBJECTION
    return _keep(link, kind, chapter, 0, words, text=text[:LONGEST], once=once)


def approve(link: ReviewerLink, *, text: str) -> Approval:
    """Keep that the reviewer approves the edition as a whole, in the role that the link names.

    Raises:
        CannotSay: the link does not allow it.
    """
    _allow(link.may_agree)
    with transaction.atomic():
        ReviewerLink.objects.select_for_update().get(pk=link.pk)
        before = link.approvals.filter(taken_back_at__isnull=True).first()
        if before is not None:
            return before
        approval = Approval.objects.create(
            made=link.made,
            role=link.role,
            name=link.name,
            organisation=link.organisation,
            note=text[:LONGEST],
            link=link,
        )
        record_event("approved", "edition", link.made.slug, role=_as(link))
    return approval


def withdraw_approval(link: ReviewerLink) -> None:
    """Have the reviewer's approval of the edition count no longer."""
    _allow(link.may_agree)
    with transaction.atomic():
        changed = link.approvals.filter(taken_back_at__isnull=True).update(taken_back_at=timezone.now())
        if changed:
            record_event("withdrew approval of", "edition", link.made.slug, role=_as(link))


def _keep(
    link: ReviewerLink,
    kind: RemarkKind,
    chapter: str,
    number: int,
    words: str,
    *,
    once: str,
    text: str = "",
    proposed: str = "",
) -> Remark:
    """The remark, kept and logged; the same form sent again gives back what was kept."""
    key = hashlib.sha256(f"link {link.pk} {once}".encode()).hexdigest()
    known = Remark.objects.filter(made=link.made, key=key).first()
    if known is not None:
        return known
    _not_too_many(link)
    try:
        with transaction.atomic():
            made = Remark.objects.create(
                made=link.made,
                link=link,
                kind=kind,
                chapter=chapter,
                number=number,
                fingerprint=text_fingerprint(words),
                words=words,
                proposed=proposed,
                text=text.strip(),
                said_by=f"{link.name}, {link.organisation}",
                key=key,
            )
            record_event(_VERBS[kind], "chapter", chapter, role=_as(link), note=f"remark {made.pk}")
    except IntegrityError:
        return Remark.objects.get(made=link.made, key=key)
    return made


_VERBS = {
    RemarkKind.COMMENT: "commented on",
    RemarkKind.PROPOSAL: "proposed words for",
    RemarkKind.AGREEMENT: "agreed to",
    RemarkKind.OBJECTION: "objected to",
}


def _as(link: ReviewerLink) -> str:
    return f"reviewer of link {link.pk}"


def _allow(is_allowed: bool) -> None:
    if not is_allowed:
        raise CannotSay(_("This link does not allow that."), fix=_("Ask whoever sent it to you."))


def _said(text: str) -> str:
    if not text.strip():
        raise CannotSay(_("Nothing is written."), fix=_("Write what you want to say."))
    if len(text) > LONGEST:
        raise CannotSay(
            _("It is longer than %d letters.") % LONGEST, fix=_("Say it in several comments, or send a file.")
        )
    return text


def _words(link: ReviewerLink, chapter: str, number: int) -> str:
    """The words of the paragraph in the edition; for number 0 the chapter's title."""
    found: ChapterWords | None = None
    text = text_in(link.made.folder)
    if text is not None:
        found = text.chapter(chapter)
    paragraph = found.paragraph(number) if found else None
    if found is None or (number and paragraph is None):
        raise CannotSay(_("There is no such paragraph in this edition."), fix=_("Open the chapter again."))
    return paragraph.text if paragraph else found.title


def _not_too_many(link: ReviewerLink) -> None:
    now = timezone.now()
    for most, span in ((_PER_MINUTE, timedelta(minutes=1)), (_PER_DAY, timedelta(days=1))):
        if Remark.objects.filter(link=link, added_at__gt=now - span).count() >= most:
            raise TooMany(
                _("Too much was sent in a short time."), fix=_("Wait a little; what you wrote is still in the form.")
            )
