"""Routes that read: every answer and problem declared, parameters that nobody knows refused, freshness by the build."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from placewright.web.api.paging import Asked
from placewright.web.api.problems import Problem, unknown

View = TypeVar("View", bound=Callable[..., Any])

PROBLEMS = {404: Problem, 405: Problem, 422: Problem}
"""The problems that any route may answer with."""


def reads(router: Router, path: str, answer: Any, *, summary: str, **more: Any) -> Callable[[View], View]:
    """A decorator for a view that answers GET with `answer`, or says that nothing changed, or a problem."""
    responses = {200: answer, 304: None, **PROBLEMS}
    return router.get(path, response=responses, summary=summary, **more)


def refuse_unknown_parameters(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view, refusing parameters of the address that it does not know: a slip would otherwise go unnoticed."""

    @wraps(view)
    def checked(request: HttpRequest, **given: Any) -> Any:
        known = {name for value in given.values() if isinstance(value, Asked) for name in type(value).model_fields}
        for name in request.GET:
            if name not in known:
                fix = _("It may be %(names)s.") % {"names": ", ".join(sorted(known))} if known else _("Leave it out.")
                raise unknown("parameter", name, known, where=f"query.{name}"[:200], see=fix)
        return view(request, **given)

    return checked
