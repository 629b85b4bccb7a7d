"""The team's addresses of inviting, typing in, desks and files of other tools."""

from __future__ import annotations

from typing import Any

from django.urls import path, re_path
from wagtail import hooks

from placewright.web.engagement import entry_views, invitation_views


@hooks.register("register_admin_urls")
def ways_addresses() -> list[Any]:
    """Every way in that staff look after."""
    return [
        path("engagement/<slug:slug>/invitations/", invitation_views.invitations, name="engagement_invitations"),
        path("engagement/<slug:slug>/invitations/<slug:key>/", invitation_views.contacts, name="engagement_contacts"),
        re_path(
            r"^engagement/(?P<slug>[a-z0-9-]{1,60})/letters\.(?P<form>csv|pdf)$",
            invitation_views.letters,
            name="engagement_letters",
        ),
        path("engagement/<slug:slug>/entry/", entry_views.entry, name="engagement_entry"),
        path("engagement/<slug:slug>/desks/", entry_views.desks, name="engagement_desks"),
        path("engagement/<slug:slug>/desks/<int:number>/code/", entry_views.new_code, name="engagement_desk_code"),
        path("engagement/<slug:slug>/desks/<int:number>/end/", entry_views.end, name="engagement_desk_end"),
        path("engagement/<slug:slug>/bring/", entry_views.bring, name="engagement_bring"),
        path("engagement/<slug:slug>/bring/<slug:key>/", entry_views.bring_file, name="engagement_bring_file"),
    ]
