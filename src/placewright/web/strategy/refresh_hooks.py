"""The team's pages on data and builds in the menu of the administration."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, re_path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from placewright.web.accounts.capabilities import May
from placewright.web.strategy import build_views, data_views, waiting_views


class TeamItem(MenuItem):
    """An item for those who see the team's pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the account sees drafts, the desk and the builds."""
        return request.user.has_perm(May.SEE_TEAM.permission)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The addresses below `/team/`."""
    return [
        path("data/", data_views.data, name="team_data"),
        path("data/upload/", data_views.upload, name="team_data_upload"),
        path("data/remove/", data_views.remove_file, name="team_data_remove"),
        path("data/refresh/", data_views.begin, name="team_refresh_begin"),
        path("data/refresh/<int:pk>/", data_views.refresh, name="team_refresh"),
        path("data/refresh/<int:pk>/progress/", data_views.refresh_progress, name="team_refresh_progress"),
        path("data/refresh/<int:pk>/accept/<slug:claim>/", data_views.accept, name="team_refresh_accept"),
        path("data/refresh/<int:pk>/again/", data_views.again, name="team_refresh_again"),
        path("data/refresh/<int:pk>/show/", data_views.show, name="team_refresh_show"),
        path("data/refresh/<int:pk>/drop/", data_views.drop, name="team_refresh_drop"),
        path("data/refresh/<int:pk>/back/", data_views.back, name="team_refresh_back"),
        path("data/waiting/<int:pk>/", waiting_views.waiting, name="team_waiting"),
        path("data/waiting/<int:pk>/agree/", waiting_views.agree, name="team_waiting_agree"),
        path("data/waiting/<int:pk>/leave/", waiting_views.leave, name="team_waiting_leave"),
        path("builds/", build_views.builds, name="team_builds"),
        path("builds/ask/", build_views.ask, name="team_build_ask"),
        path("builds/<int:pk>/", build_views.build, name="team_build"),
        path("builds/<int:pk>/show/", build_views.show, name="team_build_show"),
        re_path(r"^builds/(?P<pk>[0-9]+)/read/(?P<path>.*)$", build_views.read, name="team_build_read"),
    ]


@hooks.register("register_admin_menu_item")
def data_item() -> MenuItem:
    """The way to the datasets and their refreshes."""
    return TeamItem(data_views.TITLE, reverse("team_data"), icon_name="table", order=210, name="data")


@hooks.register("register_admin_menu_item")
def builds_item() -> MenuItem:
    """The way to the builds."""
    return TeamItem(build_views.TITLE, reverse("team_builds"), icon_name="cogs", order=220, name="builds")
