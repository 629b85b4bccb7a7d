"""Every kind of record in Wagtail's administration: its list, its form and its history, grouped in the team's menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from placewright.web.accounts.capabilities import May
from placewright.web.strategy import models, record_views
from placewright.web.strategy.models import AuthoredRecord
from placewright.web.strategy.panels import edit_handler_for


class RecordSet(SnippetViewSet):  # type: ignore[misc]
    """A kind of record."""

    columns: ClassVar[Sequence[str]] = ()
    add_view_class = record_views.CreateRecord
    edit_view_class = record_views.EditRecord
    delete_view_class = record_views.DeleteRecord
    unpublish_view_class = record_views.UnpublishRecord
    workflow_action_view_class = record_views.ActOnWorkflow
    copy_view_enabled = False
    list_per_page = 50
    search_backend_name = None  # Wagtail's index finds the beginnings of ids alone, and no title

    @cached_property
    def list_display(self) -> list[Any]:
        """The record, its id, what tells it from others, whether it is live, and when it changed."""
        return ["__str__", "slug", *self.columns, LiveStatusTagColumn(), UpdatedAtColumn()]

    @cached_property
    def list_filter(self) -> list[str]:
        """What lists can be narrowed by."""
        closed = [field.name for field in self.model._meta.concrete_fields if field.choices]
        flags = [name for name in ("chosen", "illustrative", "unfunded", "planned") if name in self._names]
        return [*closed, *flags, "live", "has_unpublished_changes"]

    @cached_property
    def search_fields(self) -> list[str]:
        """Where a list is searched."""
        return [name for name in ("slug", "title", "name", "partner", "text") if name in self._names]

    @property
    def _names(self) -> set[str]:
        return {field.name for field in self.model._meta.concrete_fields}

    def get_edit_handler(self) -> Any:
        """The layout of the form."""
        return edit_handler_for(self.model)

    def get_url_name(self, view_name: str) -> str:
        """The name of a view's address."""
        return str(super().get_url_name(view_name))


class EditionPolicy(ModelPermissionPolicy):  # type: ignore[misc]
    """Editions are made and moved at a desk of their own; here those who move them mend their words."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the account may."""
        if action == "view":
            return bool(user.has_perm(May.SEE_TEAM.permission))
        return action in ("change", "publish") and bool(user.has_perm(May.MOVE_EDITIONS.permission))


class EditionSet(RecordSet):
    """Editions."""

    model = models.Edition
    icon = "history"
    columns = ("kind_of", "date")

    @property
    def permission_policy(self) -> EditionPolicy:
        """Who may do what."""
        return EditionPolicy(self.model)


def _set(model: type[AuthoredRecord], icon: str, *columns: str) -> RecordSet:
    name = f"{model.__name__}Set"
    made: type[RecordSet] = type(name, (RecordSet,), {"model": model, "icon": icon, "columns": columns})
    return made()


class _Group(SnippetViewSetGroup):  # type: ignore[misc]
    menu_order = 110


class EvidenceGroup(_Group):
    """What claims may rest on beside statistics."""

    menu_label = _("Evidence")
    menu_name = "records-evidence"
    menu_icon = "folder-open-1"
    menu_order = 130
    items = (
        _set(models.Study, "doc-full", "by", "published"),
        _set(models.Finding, "list-ul", "grade", "study"),
        _set(models.Event, "calendar-alt", "kind_of", "when"),
        _set(models.Summary, "table", "kind_of", "base"),
        _set(models.NamedPlace, "site", "within"),
    )


class ArgumentGroup(_Group):
    """Claims, choices and what was decided."""

    menu_label = _("Argument")
    menu_name = "records-argument"
    menu_icon = "openquote"
    menu_order = 120
    items = (
        _set(models.Claim, "openquote", "stance", "foundation"),
        _set(models.Priority, "order", "foundation", "chosen"),
        _set(models.Alignment, "link", "partner", "stand"),
        _set(models.Decision, "check", "kind_of", "date"),
        _set(models.Checklist, "list-ol"),
    )


class DeliveryGroup(_Group):
    """What is done, with which money, and how it is watched."""

    menu_label = _("Actions")
    menu_name = "records-delivery"
    menu_icon = "tasks"
    menu_order = 140
    items = (
        _set(models.Intervention, "cogs", "owner", "starts"),
        _set(models.FundingStream, "globe", "funder", "closed"),
        _set(models.Programme, "folder", "owner"),
        _set(models.Measure, "view", "indicator", "owner"),
    )


class TextGroup(_Group):
    """The text of the strategy and its versions."""

    menu_label = _("Text")
    menu_name = "records-text"
    menu_icon = "pilcrow"
    menu_order = 110
    items = (_set(models.Chapter, "pilcrow", "order"), EditionSet())


GROUPS = (EvidenceGroup, ArgumentGroup, DeliveryGroup, TextGroup)
"""The groups of the team's menu, in the order of the chain."""
