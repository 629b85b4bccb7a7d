"""What a reviewer outside the team sees: the way in by a private link, the edition as it will look, and their words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from placewright.web.accounts.lockout import client_address
from placewright.web.common.folder_files import PRIVATE, file_response
from placewright.web.common.mends import told_by
from placewright.web.strategy.co_design import access, queries
from placewright.web.strategy.co_design.forms import AgreeForm, CommentForm, ProposeForm
from placewright.web.strategy.co_design.models import Remark, ReviewerLink
from placewright.web.strategy.co_design.reviewed_page import chapter_of_path, reviewed
from placewright.web.strategy.co_design.services import inviting, saying
from placewright.web.strategy.co_design.texts import ChapterWords, ParagraphWords, text_in

_WRONG_PER_MINUTE = 20

View = Callable[..., HttpResponseBase]


def _private(*, has_form: bool = False) -> Callable[[View], View]:
    """A view for reviewers: never kept, never indexed, and no other site learns of its address.

    A page with a form sends its origin within this site, since a browser that hides it cannot prove that the form is
    ours.
    """

    def wrapped(view: View) -> View:
        @wraps(view)
        def look(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            response.headers["Cache-Control"] = PRIVATE
            response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            response.headers["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
            return response

        return look

    return wrapped


@_private()
@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponseBase:
    """Exchange the token in the address for a cookie, and go on to an address without it."""
    link = access.link_of_token(token)
    if link is None:
        return _stranger(request)
    response = HttpResponseRedirect(reverse("review"))
    access.remember(response, inviting.opened(link), is_secure=request.is_secure())
    return response


@_private()
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What the reviewer may do, the chapters, and what they said with its answers."""
    link = access.reviewer(request)
    text = text_in(link.made.folder)
    mine = _said_by(link)
    stands = queries.standing_words(mine)
    chapters = [
        {
            "chapter": chapter,
            "count": sum(row.chapter == chapter.id and row.kind in ("comment", "proposal") for row in mine),
            "stand": stands.get((link.pk, chapter.id)),
        }
        for chapter in (text.chapters if text else ())
    ]
    context = {
        "link": link,
        "chapters": chapters,
        "titles": {chapter.id: chapter.title for chapter in (text.chapters if text else ())},
        "remarks": [{"row": row, "answer": next(iter(row.answers.all()), None)} for row in mine],
        "approval": link.approvals.filter(taken_back_at__isnull=True).first(),
    }
    return render(request, "strategy/co_design/review.html", context)


@_private()
@require_safe
def read(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page of the edition as it will look, each paragraph of a chapter with the way to speak of it."""
    link = access.reviewer(request)
    chapter = _chapter(link, chapter_of_path(path)) if chapter_of_path(path) else None
    said = [row for row in _said_by(link) if chapter and row.chapter == chapter.id]
    saved = request.GET.get("saved", "")
    return file_response(
        request,
        link.made.site,
        path,
        change=lambda page: reviewed(page, link, chapter, said, saved=saved),
        cache=PRIVATE,
    )


@_private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, chapter: str, number: int) -> HttpResponse:
    """A comment on a paragraph, or other words for it; number 0 is the chapter as a whole."""
    link = access.reviewer(request)
    found = _chapter(link, chapter)
    paragraph = _paragraph(found, number)
    which = request.POST.get("which", "")
    comment = CommentForm(request.POST if which == "comment" else None, prefix="comment")
    words = paragraph.text if paragraph else ""
    proposal = ProposeForm(
        request.POST if which == "proposal" else None, prefix="proposal", initial={"proposed": words}
    )
    status = 200
    form = proposal if which == "proposal" else comment
    if request.method == "POST":
        try:
            if form.is_valid():
                saved = _save(link, which, form.cleaned_data, found, number)
                return redirect(_back(found, paragraph, saved))
            status = 422
        except saying.CannotSay as error:
            form.add_error(None, told_by(error))
            status = 429 if isinstance(error, saying.TooMany) else 422
    context = {
        "link": link,
        "chapter": found,
        "number": number,
        "paragraph": paragraph,
        "comment": comment if link.may_comment else None,
        "proposal": proposal if link.may_propose and paragraph else None,
        "remarks": [
            {"row": row, "answer": next(iter(row.answers.all()), None)}
            for row in _said_by(link)
            if row.chapter == chapter and row.number == number and row.kind in ("comment", "proposal")
        ],
        "back": _back(found, paragraph, None),
    }
    return render(request, "strategy/co_design/say.html", context, status=status)


@_private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def stand(request: HttpRequest, chapter: str) -> HttpResponse:
    """Agreement or objection to a chapter."""
    link = access.reviewer(request)
    if not link.may_agree:
        raise Http404
    found = _chapter(link, chapter)
    form = AgreeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                saved = saying.agree(
                    link, chapter=chapter, agrees=given["stand"] == "agree", text=given["text"], once=given["once"]
                )
                return redirect(f"{_page(chapter)}?saved={saved.pk}#stand")
            except saying.CannotSay as error:
                form.add_error(None, told_by(error))
                status = 429 if isinstance(error, saying.TooMany) else 422
    now = queries.standing_words(_said_by(link)).get((link.pk, chapter))
    context = {"link": link, "chapter": found, "form": form, "now": now, "back": f"{_page(chapter)}#stand"}
    return render(request, "strategy/co_design/stand.html", context, status=status)


@_private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest) -> HttpResponse:
    """Approval of the edition as a whole, and taking it back."""
    link = access.reviewer(request)
    if not link.may_agree:
        raise Http404
    if request.method == "POST":
        if request.POST.get("what") == "withdraw":
            saying.withdraw_approval(link)
        else:
            saying.approve(link, text=request.POST.get("text", ""))
        return redirect(f"{reverse('review')}#approval")
    approval = link.approvals.filter(taken_back_at__isnull=True).first()
    return render(request, "strategy/co_design/approve.html", {"link": link, "approval": approval})


@_private()
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the reviewer on this device."""
    response = redirect("home")
    response.delete_cookie(access.COOKIE, path=access.PATH, samesite="Lax")
    return response


def _stranger(request: HttpRequest) -> HttpResponseBase:
    """Nothing there; after many wrong addresses from one place in a minute, that it is too many."""
    key = f"review-wrong-{client_address(request)}"
    cache.add(key, 0, timeout=60)
    try:
        count = cache.incr(key)
    except ValueError:
        count = 1
    if count > _WRONG_PER_MINUTE:
        return HttpResponse(
            _("Too many requests."), status=429, headers={"Retry-After": "60"}, content_type="text/plain"
        )
    raise Http404


def _save(link: ReviewerLink, which: str, given: dict[str, str], chapter: ChapterWords, number: int) -> Remark:
    if which == "proposal":
        return saying.propose(
            link,
            chapter=chapter.id,
            number=number,
            proposed=given["proposed"],
            text=given["text"],
            once=given["once"],
        )
    return saying.comment(link, chapter=chapter.id, number=number, text=given["text"], once=given["once"])


def _said_by(link: ReviewerLink) -> list[Remark]:
    return [row for row in queries.remarks_on(link.made.under_way) if row.link_id == link.pk]


def _chapter(link: ReviewerLink, id: str) -> ChapterWords:
    text = text_in(link.made.folder)
    found = text.chapter(id) if text else None
    if found is None:
        raise Http404
    return found


def _paragraph(chapter: ChapterWords, number: int) -> ParagraphWords | None:
    paragraph = chapter.paragraph(number)
    if number and paragraph is None:
        raise Http404
    return paragraph


def _page(chapter: str) -> str:
    return reverse("review_read", args=[f"strategy/{chapter}.html"])


def _back(chapter: ChapterWords, paragraph: ParagraphWords | None, saved: Remark | None) -> str:
    anchor = f"said-{paragraph.number}" if paragraph else "stand"
    return f"{_page(chapter.id)}{f'?saved={saved.pk}' if saved else ''}#{anchor}"
