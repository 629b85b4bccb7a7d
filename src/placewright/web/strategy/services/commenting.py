"""Comments of the team on records: said, answered and resolved; in the record's history, and told by mail."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.users.models import UserProfile

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.common.mailing import mailed
from placewright.web.strategy.models import AuthoredRecord, RecordComment

LONGEST = 5_000
_REVISIONS = 50
"""How many of a record's newest versions are looked through for who wrote at it."""


class CannotComment(PlacewrightError):
    """Words that cannot be kept, or a comment that cannot be answered or resolved."""


def comments_of(row: AuthoredRecord) -> QuerySet[RecordComment]:
    """The comments on a record that are no replies, the oldest first."""
    here = Q(kind=row.kind, row=row.pk) | Q(reference=row.reference)
    return RecordComment.objects.filter(here, reply_to=None).select_related("by", "resolved_by")


def say(
    row: AuthoredRecord, text: str, *, by: Account, address: str, reply_to: RecordComment | None = None
) -> RecordComment:
    """Comment on a record, or answer a comment; those who take part are told by mail once it is kept.

    Args:
        row: the record.
        text: the words.
        by: who says them.
        address: where the comments of the record are read, for the mail.
        reply_to: the comment that is answered, which is opened again by that.

    Raises:
        CannotComment: there are no words, or too many.
    """
    words = text.strip()
    if not words or len(words) > LONGEST or "\x00" in words:
        what = _("Nothing is written.") if not words else _("This is longer than a comment can be.")
        raise CannotComment(what, where=row.reference, fix=_("Write at most %(n)s letters.") % {"n": LONGEST})
    with transaction.atomic():
        if reply_to is not None and not reply_to.is_open:
            reply_to.resolved_at = reply_to.resolved_by = None
            reply_to.save(update_fields=["resolved_at", "resolved_by"])
        made = RecordComment.objects.create(
            kind=row.kind, row=row.pk, reference=row.reference, reply_to=reply_to, text=words, by=by
        )
        log(instance=row, action="placewright.comment", user=by, data={"comment": words[:500]})
        record_event("answered a comment on" if reply_to else "commented on", row.kind, row.slug, by=by)
        told = [account.email for account in _to_be_told(row, made)]
        transaction.on_commit(partial(_tell, told, row, made, address))
    return made


def resolve(row: AuthoredRecord, comment: RecordComment, *, by: Account) -> RecordComment:
    """Say that a comment is dealt with; an answer opens it again.

    Raises:
        CannotComment: it is resolved already, is a reply, or somebody who may not asks.
    """
    if comment.reply_to_id is not None or not comment.is_open:
        raise CannotComment(_("There is nothing to resolve."), where=row.reference, fix=_("Load the page anew."))
    if comment.by_id != by.pk and not by.has_perm(May.EDIT_RECORDS.permission):
        what = _("Only who said it, or whoever writes records, resolves it.")
        raise CannotComment(what, where=row.reference, fix=_("Answer it instead."))
    with transaction.atomic():
        comment.resolved_at, comment.resolved_by = timezone.now(), by
        comment.save(update_fields=["resolved_at", "resolved_by"])
        log(instance=row, action="placewright.resolve", user=by, data={"comment": comment.text[:500]})
        record_event("resolved a comment on", row.kind, row.slug, by=by)
    return comment


def is_told_by_mail(account: Account) -> bool:
    """Whether the account is told of comments by mail; it is, unless it said otherwise."""
    return not UserProfile.objects.filter(user=account, updated_comments_notifications=False).exists()


def tell_by_mail(account: Account, *, wanted: bool) -> None:
    """Tell the account of comments by mail, or not any more."""
    profile = UserProfile.get_for_user(account)
    profile.updated_comments_notifications = wanted
    profile.save(update_fields=["updated_comments_notifications"])


def _to_be_told(row: AuthoredRecord, made: RecordComment) -> list[Account]:
    """Who wrote at the record or takes part in its comments, may still see it, and wants to be told; not the writer."""
    newest = Revision.objects.for_instance(row).order_by("-id")[:_REVISIONS]
    wrote = {number for number in newest.values_list("user_id", flat=True) if number}
    thread = made.reply_to
    if thread is not None:
        said = (thread.by_id, *thread.replies.values_list("by_id", flat=True))
        wrote |= {number for number in said if number is not None}
    accounts = Account.objects.filter(pk__in=wrote, is_active=True).exclude(pk=made.by_id or 0).order_by("pk")
    refused = UserProfile.objects.filter(user__in=accounts, updated_comments_notifications=False)
    silent = set(refused.values_list("user_id", flat=True))
    return [one for one in accounts if one.pk not in silent and one.has_perm(May.SEE_TEAM.permission)]


def _tell(emails: list[str], row: AuthoredRecord, made: RecordComment, address: str) -> None:
    """Mail each of them; where mail does not go out, the comment stands all the same."""
    subject = _("Comment on %(record)s") % {"record": str(row)[:100].replace("\n", " ")}
    words = render_to_string("strategy/mail/comment.txt", {"row": row, "made": made, "address": address})
    mailed(subject, words, emails, what="A comment")
