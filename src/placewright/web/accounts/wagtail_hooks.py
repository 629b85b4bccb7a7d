"""People and the event log in the menu of Wagtail's administration, in place of its own users and groups."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from placewright.web.accounts import log_views, people_views
from placewright.web.accounts.capabilities import May
from placewright.web.accounts.menu import ItemFor
from placewright.web.accounts.what_waits import WhatWaits

_HIDDEN = frozenset({"users", "groups", "sites"})


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The addresses below `/team/`."""
    return [
        path("people/", people_views.people, name="people"),
        path("people/invite/", people_views.invite, name="people_invite"),
        path("people/organisations/", people_views.organisations, name="organisations"),
        path("people/organisations/<int:pk>/", people_views.organisation, name="organisation"),
        path("people/teams/<int:pk>/", people_views.team, name="team"),
        path("people/invitations/<int:pk>/<slug:action>/", people_views.invitation, name="people_invitation"),
        path("people/<int:pk>/", people_views.person, name="person"),
        path("people/<int:pk>/<slug:action>/", people_views.act, name="person_act"),
        path("log/", log_views.event_log, name="event_log"),
        path("log/entries.csv", log_views.event_log_csv, name="event_log_csv"),
    ]


@hooks.register("insert_global_admin_css")
def own_colours() -> str:
    """The administration looks like the public pages."""
    return format_html('<link rel="stylesheet" href="{}">', static("accounts/admin.css"))


@hooks.register("register_admin_menu_item")
def people_item() -> MenuItem:
    """The way to the people."""
    return ItemFor(
        May.MANAGE_PEOPLE, people_views.TITLE, reverse("people"), icon_name="group", order=500, name="people"
    )


@hooks.register("register_admin_menu_item")
def log_item() -> MenuItem:
    """The way to the event log."""
    return ItemFor(
        May.READ_LOG, log_views.TITLE, reverse("event_log"), icon_name="history", order=510, name="event-log"
    )


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list[Component]) -> None:
    """Say first what waits for somebody."""
    panels.append(WhatWaits())


@hooks.register("construct_settings_menu")
def hide_users_and_groups(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out of the menu what would bypass roles, invitations and the event log."""
    items[:] = [item for item in items if item.name not in _HIDDEN]
