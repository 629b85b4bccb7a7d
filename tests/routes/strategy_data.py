"""The permission matrix of the team's pages on data and builds."""

from __future__ import annotations

from collections.abc import Callable

from placewright.web.accounts.capabilities import May
from placewright.web.strategy.models import Build, BuildState, Evidence, Refresh, RefreshState, WaitingChange
from routes.kinds import Route, team


def _build(ending: str = "") -> Callable[[], str]:
    def address() -> str:
        evidence = Evidence.objects.create(digest="x")
        build = Build.objects.create(evidence=evidence, state=BuildState.FAILED)
        return f"/team/builds/{build.pk}/{ending}"

    return address


def _refresh(ending: str = "") -> Callable[[], str]:
    def address() -> str:
        refresh = Refresh.objects.create(state=RefreshState.FAILED, is_open=False)
        return f"/team/data/refresh/{refresh.pk}/{ending}"

    return address


def _waiting(ending: str = "") -> Callable[[], str]:
    def address() -> str:
        waiting = WaitingChange.objects.create(kind="summary", reason="results 2", state="dropped")
        return f"/team/data/waiting/{waiting.pk}/{ending}"

    return address


ROUTES: list[Route] = [
    team("team/data/"),
    team("team/data/upload/", May.REFRESH_DATA, status=302, method="post"),
    team("team/data/remove/", May.REFRESH_DATA, status=302, method="post"),
    team("team/data/refresh/", May.REFRESH_DATA, status=302, method="post"),
    team("team/data/refresh/<int:pk>/", path=_refresh()),
    team("team/data/refresh/<int:pk>/progress/", path=_refresh("progress/")),
    team(
        "team/data/refresh/<int:pk>/accept/<slug:claim>/",
        May.REVIEW_LINKS,
        status=302,
        path=_refresh("accept/lead-lost/"),
        method="post",
    ),
    team("team/data/refresh/<int:pk>/again/", May.REFRESH_DATA, status=302, path=_refresh("again/"), method="post"),
    team("team/data/refresh/<int:pk>/drop/", May.REFRESH_DATA, status=302, path=_refresh("drop/"), method="post"),
    team("team/data/refresh/<int:pk>/show/", May.SHOW_BUILDS, status=302, path=_refresh("show/"), method="post"),
    team("team/data/refresh/<int:pk>/back/", May.SHOW_BUILDS, status=302, path=_refresh("back/"), method="post"),
    team("team/data/waiting/<int:pk>/", path=_waiting()),
    team("team/data/waiting/<int:pk>/agree/", May.PUBLISH_RECORDS, status=302, path=_waiting("agree/"), method="post"),
    team("team/data/waiting/<int:pk>/leave/", May.PUBLISH_RECORDS, status=302, path=_waiting("leave/"), method="post"),
    team("team/builds/"),
    team("team/builds/ask/", May.REFRESH_DATA, status=302, method="post"),
    team("team/builds/<int:pk>/", path=_build()),
    team("team/^builds/(?P<pk>[0-9]+)/read/(?P<path>.*)$", status=404, path=_build("read/")),
    team("team/builds/<int:pk>/show/", May.SHOW_BUILDS, status=302, path=_build("show/"), method="post"),
]
