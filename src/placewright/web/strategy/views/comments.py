"""The team's comments: those on one record, to read, answer and resolve, and all that are open."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only, require
from placewright.web.common.mends import told_by
from placewright.web.common.whole_numbers import sent_number
from placewright.web.strategy.acting import account_of
from placewright.web.strategy.exchange import MODELS
from placewright.web.strategy.models import AuthoredRecord, RecordComment
from placewright.web.strategy.services import commenting

TITLE = gettext_lazy("Comments on records")
_A_PAGE = 30


@only(May.SEE_TEAM.permission)
@require_safe
def open_comments(request: HttpRequest) -> HttpResponse:
    """Every comment that waits to be dealt with, the newest first."""
    found = RecordComment.objects.filter(resolved_at=None, reply_to=None).select_related("by").order_by("-id")
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("p"))
    is_told = commenting.is_told_by_mail(account_of(request))
    context = {"page_title": TITLE, "header_icon": "comment", "page": page, "is_told": is_told}
    return render(request, "strategy/open_comments.html", context)


@only(May.SEE_TEAM.permission)
@require_POST
def by_mail(request: HttpRequest) -> HttpResponseBase:
    """Be told of comments by mail, or not any more."""
    commenting.tell_by_mail(account_of(request), wanted=request.POST.get("wanted") == "yes")
    return redirect("strategy_open_comments")


@only(May.SEE_TEAM.permission)
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """The record as it was last saved, what was said of it, and the forms to say more."""
    row = _record(kind, pk)
    text, status = "", 200
    if request.method == "POST":
        require(request, May.COMMENT.permission)
        text, to = request.POST.get("text", ""), request.POST.get("reply_to", "")
        thread = get_object_or_404(commenting.comments_of(row), pk=sent_number(to)) if to else None
        address = request.build_absolute_uri(request.path)
        try:
            made = commenting.say(row, text, by=account_of(request), address=address, reply_to=thread)
        except PlacewrightError as error:
            messages.error(request, told_by(error))
            status = 422
        else:
            return redirect(f"{request.path}#comment-{made.pk}")
    saved = row.get_latest_revision_as_object() if row.latest_revision_id else row
    context = {
        "page_title": _("Comments: %(record)s") % {"record": saved},
        "header_icon": "comment",
        "row": saved,
        "text": text,
        "longest": commenting.LONGEST,
        "threads": commenting.comments_of(row).prefetch_related("replies__by"),
        "may_comment": request.user.has_perm(May.COMMENT.permission),
        "may_edit": request.user.has_perm(May.EDIT_RECORDS.permission),
        "edit": reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk]),
    }
    return render(request, "strategy/comments.html", context, status=status)


@only(May.COMMENT.permission)
@require_POST
def resolve(request: HttpRequest, kind: str, pk: int, comment: int) -> HttpResponseBase:
    """Say that a comment is dealt with."""
    row = _record(kind, pk)
    found = get_object_or_404(commenting.comments_of(row), pk=comment)
    try:
        commenting.resolve(row, found, by=account_of(request))
    except PlacewrightError as error:
        messages.error(request, told_by(error))
    return redirect("strategy_comments", kind, pk)


def _record(kind: str, pk: int) -> AuthoredRecord:
    if kind not in MODELS:
        raise Http404
    return get_object_or_404(MODELS[kind], pk=pk)
