"""Who may reach a view: whoever may not is told that there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponseBase]


def only(permission: str) -> Callable[[View[Given]], View[Given]]:
    """A decorator for a view that only accounts with a permission may reach; for others it is a 404."""

    def guarded(view: View[Given]) -> View[Given]:
        @wraps(view)
        def look(request: HttpRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
            require(request, permission)
            return view(request, *args, **kwargs)

        return look  # type: ignore[return-value]

    return guarded


def require(request: HttpRequest, permission: str) -> None:
    """Go on where the account has the permission.

    Raises:
        Http404: it has not, or nobody is signed in.
    """
    if not (request.user.is_authenticated and request.user.has_perm(permission)):
        raise Http404
