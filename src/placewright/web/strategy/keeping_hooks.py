"""The team's pages on whole copies and on exchange, in the menu of the administration."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.menu import ItemFor
from placewright.web.strategy import exchange_views
from placewright.web.strategy.backups import views as copy_views


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The addresses below `/team/`."""
    return [
        path("copies/", copy_views.copies, name="team_copies"),
        path("copies/take/", copy_views.take, name="team_copies_take"),
        path("copies/<int:pk>/", copy_views.fetch, name="team_copies_fetch"),
        path("exchange/", exchange_views.exchange, name="team_exchange"),
        path("exchange/export/", exchange_views.export, name="team_exchange_export"),
        path("exchange/upload/", exchange_views.upload, name="team_exchange_upload"),
        path("exchange/<int:pk>/", exchange_views.incoming, name="team_exchange_incoming"),
        path("exchange/<int:pk>/apply/", exchange_views.apply, name="team_exchange_apply"),
    ]


@hooks.register("register_admin_menu_item")
def exchange_item() -> MenuItem:
    """The way to export and import."""
    return ItemFor(
        May.SEE_TEAM, exchange_views.TITLE, reverse("team_exchange"), icon_name="resubmit", order=520, name="exchange"
    )


@hooks.register("register_admin_menu_item")
def copies_item() -> MenuItem:
    """The way to the whole copies."""
    return ItemFor(
        May.BACK_UP, copy_views.TITLE, reverse("team_copies"), icon_name="download", order=530, name="copies"
    )
