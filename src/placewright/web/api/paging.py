"""Pages of long lists: in a stable order, each with the address of the next."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from placewright.web.api.problems import Refused

MOST = 500
MOST_FIGURES = 10_000
_CURSOR = re.compile(r"([0-9]{1,12})-([0-9]{1,12})", re.ASCII)

Some = TypeVar("Some", bound="Sliced")


class Sliced(Protocol):
    """A sequence: a list, or an array of numbers of rows."""

    def __len__(self) -> int:
        """How many."""
        ...

    def __getitem__(self, at: Any, /) -> Any:
        """One of them, or a stretch."""
        ...


class Asked(Schema):
    """What a request may ask for; a parameter that is not among these is refused, since a slip would go unnoticed."""


class AskedPage(Asked):
    """A page of a list."""

    limit: int = Field(100, ge=1, le=MOST, description=f"How many items a page holds, at most {MOST}.")
    cursor: str = Field("", max_length=40, description="Where the page begins: taken from `next` of the page before.")


class Page(Schema):
    """What every list says beside its items."""

    total: int = Field(description="How many items there are on all pages.")
    next: str | None = Field(None, description="The address of the next page; null on the last.")


def page_of(
    request: HttpRequest,
    items: Some,
    shape: Callable[[Some], list[dict[str, Any]]],
    *,
    limit: int,
    cursor: str,
    build: int,
) -> dict[str, Any]:
    """A page of items, shaped, with the address of the next.

    Args:
        request: whose address that of the next page is made from.
        items: all of them, in a stable order.
        shape: makes of the items of one page what is sent.
        limit: how many a page holds.
        cursor: where it begins.
        build: the build that the items are of; a cursor of another build is refused, since rows may have moved.
    """
    start = _start(cursor, build)
    end = start + limit
    return {"total": len(items), "next": _next(request, f"{build}-{end}") if end < len(items) else None} | {
        "items": shape(items[start:end])
    }


def _start(cursor: str, build: int) -> int:
    if not cursor:
        return 0
    read = _CURSOR.fullmatch(cursor)
    if read is None:
        raise Refused(
            422, _("This is no cursor."), where="query.cursor", fix=_("Follow the address in `next` as it is.")
        )
    if int(read[1]) != build:
        raise Refused(
            422,
            _("The figures were built anew since that page."),
            where="query.cursor",
            fix=_("Begin again without a cursor."),
        )
    return int(read[2])


def _next(request: HttpRequest, cursor: str) -> str:
    given = request.GET.copy()
    given["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{given.urlencode()}")
