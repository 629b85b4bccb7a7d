"""The permission matrix of whole copies and of exchange: one line for each pattern of its addresses."""

from __future__ import annotations

from placewright.web.accounts.capabilities import May
from placewright.web.strategy.models import CopyState, Incoming, WholeCopy
from routes.kinds import Route, public, team


def _a_copy() -> str:
    copy = WholeCopy.objects.create(state=CopyState.READY, name="vale.zip")
    copy.file.parent.mkdir(parents=True, exist_ok=True)
    copy.file.write_bytes(b"a copy")
    return f"/team/copies/{copy.pk}/"


def _an_archive() -> str:
    return f"/team/exchange/{Incoming.objects.create(name='vale.zip').pk}/"


ROUTES: list[Route] = [
    public("healthz"),
    team("team/copies/", May.BACK_UP),
    team("team/copies/take/", May.BACK_UP, status=302, method="post"),
    team("team/copies/<int:pk>/", May.BACK_UP, path=_a_copy),
    team("team/exchange/"),
    team("team/exchange/export/", status=302, method="post"),
    team("team/exchange/upload/", May.PUBLISH_RECORDS, status=302, method="post"),
    team("team/exchange/<int:pk>/", path=_an_archive),
    team(
        "team/exchange/<int:pk>/apply/",
        May.PUBLISH_RECORDS,
        status=302,
        path=lambda: f"{_an_archive()}apply/",
        method="post",
    ),
]
