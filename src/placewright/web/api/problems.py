"""What goes wrong, as every answer says it: what, where and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from placewright.core.errors import PlacewrightError, UnknownName, did_you_mean


class Problem(Schema):
    """What is wrong with a request, where in it, and how to mend it."""

    what: str = Field(description="What is wrong, in a sentence.")
    where: str = Field("", description="The parameter, the part of the address or the key of the body concerned.")
    fix: str = Field("", description="How to mend it; empty where nothing can be done.")


class Refused(PlacewrightError):
    """A request that is answered with a problem, under a status of HTTP."""

    def __init__(self, status: int, what: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(what, where=where, fix=fix)
        self.status = status

    @classmethod
    def of(cls, error: PlacewrightError, status: int, *, where: str = "") -> Refused:
        """The refusal that an error of the pure side means."""
        return cls(status, error.what, where=where or error.where or "", fix=error.fix or "")


def unknown(kind: str, wanted: str, known: Iterable[str], *, where: str, status: int = 422, see: str = "") -> Refused:
    """That there is no such thing; in an address that is status 404, in a parameter 422."""
    hint = " ".join(part for part in (did_you_mean(wanted, known), see) if part)
    return Refused(status, _("No %(kind)s '%(name)s'.") % {"kind": kind, "name": wanted}, where=where, fix=hint)


def answer_problem(api: NinjaAPI, request: HttpRequest, status: int, problem: Problem) -> HttpResponse:
    """The problem as an answer."""
    response = api.create_response(request, problem, status=status)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Placewright"'
    return response


def answer_errors(api: NinjaAPI) -> None:
    """Have every error of an interface answered as a problem."""

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        return answer_problem(api, request, error.status, problem_of(error))

    @api.exception_handler(PlacewrightError)
    def stopped(request: HttpRequest, error: Any) -> HttpResponse:
        return answer_problem(api, request, 404 if isinstance(error, UnknownName) else 422, problem_of(error))

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: Any) -> HttpResponse:
        return answer_problem(api, request, 422, _invalid(error.errors))

    @api.exception_handler(AuthenticationError)
    def unsigned(request: HttpRequest, error: Any) -> HttpResponse:
        fix = _("Send a token of an account: `Authorization: Bearer TOKEN`. Tokens are made on the team's side.")
        return answer_problem(
            api,
            request,
            401,
            Problem(what=_("A valid token is needed."), where="Authorization", fix=fix),
        )

    @api.exception_handler(HttpError)
    def unread(request: HttpRequest, error: Any) -> HttpResponse:
        fix = _("Send a JSON object, and say so: `Content-Type: application/json`.")
        return answer_problem(
            api,
            request,
            error.status_code,
            Problem(what=_("The body cannot be read as JSON."), where="body", fix=fix),
        )


def problem_of(error: PlacewrightError) -> Problem:
    """The error as a problem."""
    return Problem(what=error.what, where=error.where or "", fix=error.fix or "")


def _invalid(errors: list[dict[str, Any]]) -> Problem:
    """The first of the errors that the check of a request found, and how many more there are."""
    first = errors[0]
    place = [str(part) for part in first["loc"]]
    where = ".".join((place[0], place[-1])) if len(place) > 1 else place[0]
    if place[0] == "body":
        where = ".".join(("body", *place[2:]))
    what = f"{where}: {first['msg']}."
    more = _("%(count)s more parts are wrong.") % {"count": len(errors) - 1} if len(errors) > 1 else ""
    return Problem(
        what=what, where=where, fix=" ".join(p for p in (_("See the reference of the interface."), more) if p)
    )
