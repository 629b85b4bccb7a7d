"""What the team answers, and proposed words put into the draft of a chapter."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.ledger.rewording import reword
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.co_design.models import Answer, Outcome, Remark, RemarkKind
from placewright.web.strategy.co_design.texts import text_in
from placewright.web.strategy.models import Chapter


class CannotAnswer(PlacewrightError):
    """An answer that cannot be kept, or words that cannot be applied."""


def answer(remark: Remark, *, outcome: Outcome, why: str, by: Account, apply: bool = False) -> Answer:
    """Keep an answer; where asked, put the words of an accepted proposal into the chapter's draft with it.

    Raises:
        CannotAnswer: none is owed, it gives no reason where one is due, or the words cannot be applied.
        CannotReword: the paragraph reads differently now, or the words change a claim or figure.
    """
    if not remark.wants_answer:
        raise CannotAnswer(_("Who agrees is owed no answer."), fix=_("Write to them, if there is something to say."))
    if outcome in (Outcome.PARTLY, Outcome.DECLINED) and not why.strip():
        raise CannotAnswer(_("No reason is given."), fix=_("Say why, in words for the reviewer."))
    if apply and (remark.kind != RemarkKind.PROPOSAL or outcome != Outcome.ACCEPTED):
        raise CannotAnswer(
            _("Only an accepted proposal can be applied."), fix=_("Accept it, or change the text by hand.")
        )
    with transaction.atomic():
        if apply:
            _apply(remark, by=by)
        made = Answer.objects.create(remark=remark, outcome=outcome, why=why.strip(), by=by, applied=apply)
        record_event(f"answered {outcome}", "remark", remark.pk, by=by, note=why.strip())
    return made


def _apply(remark: Remark, *, by: Account) -> None:
    """Put the words into a new draft of the chapter; what is live stays as it is."""
    row = Chapter.objects.select_for_update().filter(slug=remark.chapter).first()
    if row is None:
        raise CannotAnswer(_("There is no chapter “%s” any more.") % remark.chapter, fix=_("Change the text by hand."))
    if row.locked and row.locked_by_id != by.pk:
        raise CannotAnswer(_("The chapter is locked."), fix=_("Ask whoever locked it."))
    edition = text_in(remark.made.folder)
    chapter = edition.chapter(remark.chapter) if edition else None
    paragraph = chapter.paragraph(remark.number) if chapter else None
    if paragraph is None:
        raise CannotAnswer(_("Its paragraph is not in the edition."), fix=_("Change the text by hand."))
    draft = row.get_latest_revision_as_object()
    draft.text = reword(draft.text, paragraph.pieces, remark.proposed)
    draft.save_revision(user=by)
    record_event("applied proposal to", "chapter", remark.chapter, by=by, note=f"remark {remark.pk}")
