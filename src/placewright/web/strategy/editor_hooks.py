"""The editor's part of the team's side: records, the ledger desk, signals and the trace in Wagtail's menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.admin.widgets.button import ListingButton
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from placewright.web.accounts.capabilities import May
from placewright.web.strategy.models import AuthoredRecord
from placewright.web.strategy.record_sets import GROUPS
from placewright.web.strategy.rows_in_bulk import BROUGHT
from placewright.web.strategy.views import choice, comments, desk, editing, signals, trace, waivers

for group in GROUPS:
    register_snippet(group)


class _ForTeam(MenuItem):  # type: ignore[misc]
    """An item of the menu that those see who may see the team's side."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the account may."""
        return bool(request.user.has_perm(May.SEE_TEAM.permission))


@hooks.register("register_admin_menu_item")
def ledger_item() -> MenuItem:
    """The ledger desk."""
    return _ForTeam(gettext_lazy("Ledger"), reverse("strategy_desk"), name="ledger", icon_name="list-ul", order=150)


@hooks.register("register_admin_menu_item")
def signals_item() -> MenuItem:
    """What stands out in the evidence."""
    return _ForTeam(gettext_lazy("Signals"), reverse("strategy_signals"), name="signals", icon_name="view", order=160)


@hooks.register("register_admin_menu_item")
def choice_item() -> MenuItem:
    """How priorities were chosen."""
    url = reverse("strategy_choice")
    return _ForTeam(gettext_lazy("Choice of priorities"), url, name="choice", icon_name="order", order=170)


@hooks.register("register_admin_menu_item")
def comments_item() -> MenuItem:
    """The comments that wait."""
    url = reverse("strategy_open_comments")
    return _ForTeam(gettext_lazy("Comments"), url, name="record-comments", icon_name="comment", order=165)


@hooks.register("register_snippet_listing_buttons")
def comment_button(row: Any, user: Any, next_url: str | None = None) -> list[Button]:
    """The way from a list of records to what was said of each, for those who may not write at it as well."""
    if not isinstance(row, AuthoredRecord):
        return []
    url = reverse("strategy_comments", args=[row.kind, row.pk])
    return [ListingButton(_("Comments"), url, icon_name="comment", priority=60)]


@hooks.register("register_log_actions")
def comment_actions(actions: Any) -> None:
    """What a record's history says of comments."""

    @actions.register_action("placewright.comment")
    class Commented(_Said):
        label = gettext_lazy("Comment")
        message = gettext_lazy("Commented")

    @actions.register_action("placewright.resolve")
    class Resolved(_Said):
        label = gettext_lazy("Resolve a comment")
        message = gettext_lazy("Resolved a comment")


@hooks.register("register_log_actions")
def bring_action(actions: Any) -> None:
    """What a record's history says of a version that nobody wrote here."""
    actions.register_action(BROUGHT, gettext_lazy("Bring in"), gettext_lazy("Brought in from elsewhere"))


class _Said(LogFormatter):  # type: ignore[misc]
    """Shows the words of the comment below the entry."""

    def format_comment(self, entry: Any) -> str:
        """The words."""
        return str(entry.data.get("comment", ""))


@hooks.register("register_admin_urls")
def team_addresses() -> list[URLPattern]:
    """The addresses below `team/`."""
    return [
        path("ledger/", desk.desk, name="strategy_desk"),
        path("ledger/claims.csv", desk.desk_csv, name="strategy_desk_csv"),
        path("ledger/sign-off/", desk.sign_off_many, name="strategy_sign_off"),
        path("waivers/", waivers.waivers, name="strategy_waivers"),
        path("waivers/add/", waivers.waive, name="strategy_waive"),
        path("waivers/<int:pk>/take-back/", waivers.take_back, name="strategy_waiver_take_back"),
        path("choice/", choice.choice, name="strategy_choice"),
        path("signals/", signals.signals, name="strategy_signals"),
        path("signals/claim/", signals.make_claim, name="strategy_signal_claim"),
        path("trace/<slug:kind>:<path:id>/", trace.team_trace, name="strategy_team_trace"),
        path("comments/", comments.open_comments, name="strategy_open_comments"),
        path("comments/mail/", comments.by_mail, name="strategy_comments_by_mail"),
        path("comments/<slug:kind>/<int:pk>/", comments.comments, name="strategy_comments"),
        path("comments/<slug:kind>/<int:pk>/<int:comment>/resolve/", comments.resolve, name="strategy_comment_resolve"),
        path("editing/check/<slug:kind>/<int:pk>/", editing.check, name="strategy_check"),
        path("editing/convert/<slug:kind>/<slug:column>/", editing.convert, name="strategy_convert"),
        path("editing/picker/", editing.picker, name="strategy_picker"),
    ]


@hooks.register("before_bulk_action")
def refuse_bulk(request: HttpRequest, kind: str, rows: Any, action: Any) -> HttpResponseBase | None:
    """Records are deleted one by one, since each may be needed by others."""
    if kind != "delete" or not any(isinstance(row, AuthoredRecord) for row in rows):
        return None
    messages.error(request, _("Delete records one by one, so that each is checked for what still needs it."))
    return redirect(rows[0].snippet_viewset.get_admin_url_namespace() + ":list")
