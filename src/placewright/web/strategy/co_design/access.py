"""What each may reach: the public its editions, a reviewer the edition of their link, the team everything."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponseBase

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.strategy.co_design.models import Approval, EditionUnderWay, MadeEdition, Remark, ReviewerLink
from placewright.web.strategy.co_design.services.inviting import digest_of

COOKIE = "reviewer"
PATH = "/review/"
_SALT = "placewright.reviewer"
_AGE = 12 * 3600


def account(request: HttpRequest) -> Account:
    """The account that acts.

    Raises:
        Http404: nobody is signed in.
    """
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def public_edition(slug: str) -> MadeEdition:
    """An edition that is or was public.

    Raises:
        Http404: there is none, or it never was.
    """
    made = MadeEdition.objects.filter(slug=slug, public_since__isnull=False).select_related("under_way").first()
    if made is None or not made.is_ready:
        raise Http404
    return made


def edition_for(request: HttpRequest, slug: str) -> MadeEdition:
    """An edition that is public, or, for the team, any that is ready.

    Raises:
        Http404: there is none that whoever asks may see.
    """
    made = MadeEdition.objects.filter(slug=slug).select_related("under_way").first()
    may_see = made is not None and made.is_ready and (made.is_public or _is_team(request))
    if made is None or not may_see:
        raise Http404
    return made


def under_way(slug: str) -> EditionUnderWay:
    """An edition under way.

    Raises:
        Http404: there is none of that id.
    """
    return _one(EditionUnderWay.objects.filter(slug=slug))


def made_edition(slug: str) -> MadeEdition:
    """An edition that was made or is being made.

    Raises:
        Http404: there is none of that id.
    """
    return _one(MadeEdition.objects.filter(slug=slug).select_related("under_way"))


def remark(pk: int) -> Remark:
    """A remark.

    Raises:
        Http404: there is none of that number.
    """
    return _one(Remark.objects.filter(pk=pk).select_related("made__under_way", "link", "word_file"))


def reviewer_link(pk: int) -> ReviewerLink:
    """A reviewer's link, as the team sees it.

    Raises:
        Http404: there is none of that number.
    """
    return _one(ReviewerLink.objects.filter(pk=pk).select_related("made__under_way"))


def approval(pk: int) -> Approval:
    """An approval, for the team."""
    return _one(Approval.objects.select_related("made__under_way").filter(pk=pk))  # type: ignore[no-any-return]


def link_of_token(token: str) -> ReviewerLink | None:
    """The open link that a token belongs to; None for a wrong, expired or revoked one."""
    link = ReviewerLink.objects.filter(digest=digest_of(token)).select_related("made__under_way").first()
    return link if link is not None and link.is_open else None


def remember(response: HttpResponseBase, link: ReviewerLink, *, is_secure: bool) -> None:
    """Let the browser come back without the token, for some hours and below `/review/` alone."""
    value = signing.dumps({"link": link.pk, "digest": link.digest[:16]}, salt=_SALT)
    response.set_cookie(COOKIE, value, max_age=_AGE, path=PATH, secure=is_secure, httponly=True, samesite="Lax")


def reviewer(request: HttpRequest) -> ReviewerLink:
    """The open link that the browser was let in by.

    Raises:
        Http404: there is none, or it expired or was revoked since.
    """
    try:
        held: dict[str, Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_AGE)
    except signing.BadSignature as error:
        raise Http404 from error
    link = ReviewerLink.objects.filter(pk=int(held["link"])).select_related("made__under_way").first()
    if link is None or not link.is_open or link.digest[:16] != held["digest"]:
        raise Http404
    return link


def _is_team(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.has_perm(May.SEE_TEAM.permission)


def _one(rows: Any) -> Any:
    found = rows.first()
    if found is None:
        raise Http404
    return found
