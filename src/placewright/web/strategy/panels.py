"""How the form of each kind of record is laid out, with the ledger's own panel beside what is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.db import models
from django.db.models import DateField
from django.forms import DateInput, Media
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import register_comparison_class
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel

from placewright.web.common.fields import OrderedJSONField
from placewright.web.strategy.choosers import choosers_for
from placewright.web.strategy.forms import RecordForm
from placewright.web.strategy.live import live_check
from placewright.web.strategy.models import AuthoredRecord
from placewright.web.strategy.parts_field import PartsComparison, PartsField
from placewright.web.strategy.prose_comparison import ProseComparison
from placewright.web.strategy.services.commenting import comments_of

register_form_field_override(
    OrderedJSONField,
    override=lambda field: {"form_class": partial(PartsField, getattr(field.model, "kind", "choice"), field.name)},
)
register_comparison_class(OrderedJSONField, comparison_class=PartsComparison)
register_comparison_class(models.TextField, comparison_class=ProseComparison)

CHECKED = frozenset({"claim", "chapter", "priority", "intervention"})
"""The kinds whose words the ledger reads while they are written."""

_Layout = Sequence[tuple[Any, Sequence[str]]]

_LAYOUTS: Mapping[str, _Layout] = {
    "claim": (
        (_("What it says"), ("slug", "title", "text")),
        (_("Figures"), ("figures",)),
        (_("Tests"), ("holds", "join")),
        (_("Where it stands in the argument"), ("stance", "foundation", "grand_challenge", "places")),
        (_("What else it rests on"), ("findings", "events", "contradicts", "note")),
    ),
    "chapter": (
        (_("Chapter"), ("slug", "title", "order", "summary")),
        (_("Text"), ("text",)),
        (_("About"), ("foundation", "places")),
    ),
    "priority": (
        (_("Priority"), ("slug", "title", "text", "foundation", "order")),
        (_("Argued from"), ("claims",)),
        (_("Choice"), ("chosen", "why_not", "scores")),
        (_("About"), ("places", "sectors", "source", "url", "illustrative")),
    ),
    "intervention": (
        (_("Action"), ("slug", "title", "text", "priorities", "owner", "starts", "ends", "places")),
        (_("Money"), ("costs", "prices", "funding", "unfunded")),
        (_("Logic model"), ("nodes", "steps", "external_drivers", "counterfactual")),
        (_("Source"), ("source", "url", "illustrative")),
    ),
    "edition": ((_("Edition"), ("slug", "title", "kind_of", "date", "parent", "text", "made_with")),),
}
"""The groups of columns by kind; another kind is one group of all its columns."""


class LedgerPanel(Panel):  # type: ignore[misc]
    """What the ledger says of the record as it is written: sentence, verdict, issues; kept current while one types."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "strategy/panels/ledger.html"

        @property
        def media(self) -> Media:
            """Its script and style."""
            return Media(js=["strategy/ledger.js"], css={"all": ["strategy/records.css"]})

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """What the template asks for."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            row: AuthoredRecord = self.instance
            is_shown = row.pk is not None or (self.form is not None and self.form.is_bound)
            context |= {
                "check": live_check(row, self.form, by=self.request.user) if is_shown else None,
                "url": reverse("strategy_check", args=[row.kind, row.pk or 0]),
                "kind": row.kind,
            }
            return context


class CommentsPanel(Panel):  # type: ignore[misc]
    """The comments of the team that wait, with the way to all of them; Wagtail keeps comments on pages alone."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "strategy/panels/comments.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """What the template asks for."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            row: AuthoredRecord = self.instance
            if row.pk is not None:
                context["url"] = reverse("strategy_comments", args=[row.kind, row.pk])
                context["threads"] = comments_of(row).filter(resolved_at=None)
            return context


class ChoosersPanel(Panel):  # type: ignore[misc]
    """The lists of names that the form's inputs choose from, and where rows are turned into text."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "strategy/panels/choosers.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """What the template asks for."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            row: AuthoredRecord = self.instance
            context |= {
                "lists": choosers_for(row),
                "convert": reverse("strategy_convert", args=[row.kind, "column"]).removesuffix("column/"),
            }
            return context


class PickerPanel(Panel):  # type: ignore[misc]
    """Claims, figures and pictures that can be put into the text where the cursor stands."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "strategy/panels/picker.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """What the template asks for."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["url"] = reverse("strategy_picker")
            return context


def edit_handler_for(model: type[AuthoredRecord]) -> ObjectList:
    """The layout of a kind's form."""
    layout = _LAYOUTS.get(model.kind) or ((capfirst(str(model._meta.verbose_name)), _columns(model)),)
    groups = [
        MultiFieldPanel([_field(model, name) for name in names], heading=heading, classname="pw-group")
        for heading, names in layout
    ]
    if model.kind in CHECKED:
        groups.insert(1, LedgerPanel(heading=_("What the ledger says"), classname="pw-ledger-panel"))
    if model.kind == "chapter":
        groups.insert(3, PickerPanel(heading=_("Put in claims, figures and pictures")))
    groups.append(CommentsPanel(heading=_("Comments"), classname="pw-group"))
    return ObjectList([*groups, ChoosersPanel()], base_form_class=RecordForm).bind_to_model(model)


def _columns(model: type[AuthoredRecord]) -> tuple[str, ...]:
    from placewright.web.strategy.models import Checklist

    inherited = {field.name for field in Checklist._meta.concrete_fields} - {"answers", "slug"}
    return tuple(field.name for field in model._meta.concrete_fields if field.name not in inherited)


def _field(model: type[AuthoredRecord], name: str) -> FieldPanel:
    """The column's panel; what a record must have is asked for with the first draft already."""
    field = model._meta.get_field(name)
    is_needed = not getattr(field, "blank", True)
    is_pinned = model.kind == "edition" and name not in ("title", "text")
    is_day = isinstance(field, DateField)  # the browser's own input: Wagtail's starts by a script within the page
    widget = DateInput(format="%Y-%m-%d", attrs={"type": "date"}) if is_day else None
    return FieldPanel(name, widget=widget, required_on_save=is_needed, read_only=is_pinned)
