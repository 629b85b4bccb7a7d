"""The permission matrix of records in the browser: the ledger desk, waivers, signals, traces and what forms ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from placewright.web.accounts.capabilities import May
from placewright.web.strategy.models import Chapter, RecordComment, Waiver
from routes.kinds import Route, public, team


def _waiver() -> str:
    """Where a waiver that is there can be taken back, which is posted."""
    row = Waiver.objects.create(
        record="claim:a", rule="fails", by="editor", why="because", until=date(2100, 1, 1), date=date(2026, 1, 1)
    )
    return f"/team/waivers/{row.pk}/take-back/"


def _commented(ending: str = "") -> Callable[[], str]:
    """Where the comments of a draft of a chapter are read."""

    def address() -> str:
        row = Chapter.objects.create(slug="people", title="People", order=1, text="Words.", live=False)
        said = RecordComment.objects.create(kind="chapter", row=row.pk, reference=row.reference, text="Why?")
        return f"/team/comments/chapter/{row.pk}/{ending.format(said.pk)}"

    return address


ROUTES: list[Route] = [
    # before a build there is nothing to trace
    public("trace/<slug:kind>:<path:id>/", 404, path="/trace/claim:a/"),
    team("team/trace/<slug:kind>:<path:id>/", status=404, path="/team/trace/claim:a/"),
    team("team/ledger/"),
    team("team/ledger/claims.csv"),
    team("team/ledger/sign-off/", May.REVIEW_LINKS, status=302, method="post"),
    team("team/waivers/"),
    team("team/waivers/add/", May.WAIVE),
    team("team/waivers/<int:pk>/take-back/", May.WAIVE, status=405, path=_waiver),
    team("team/choice/"),
    team("team/signals/"),
    team("team/signals/claim/", May.EDIT_RECORDS, status=302, method="post"),
    team(
        "team/editing/check/<slug:kind>/<int:pk>/", May.EDIT_RECORDS, path="/team/editing/check/claim/0/", method="post"
    ),
    team(
        "team/editing/convert/<slug:kind>/<slug:column>/",
        May.EDIT_RECORDS,
        path="/team/editing/convert/claim/figures/",
        method="post",
    ),
    team("team/comments/"),
    team("team/comments/mail/", status=302, method="post"),
    team("team/comments/<slug:kind>/<int:pk>/", writes=May.COMMENT, path=_commented()),
    team(
        "team/comments/<slug:kind>/<int:pk>/<int:comment>/resolve/",
        May.COMMENT,
        status=302,
        path=_commented("{}/resolve/"),
        method="post",
    ),
    team("team/editing/picker/"),
]
