"""The form field of a nested column: rows with add, remove and reorder, or TOML text where that is preferred."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison

from placewright.core.errors import BadRecord
from placewright.web.common.mends import said_by
from placewright.web.strategy.prose_comparison import compared
from placewright.web.strategy.rows import (
    Row,
    fits_rows,
    readable,
    rows_of,
    text_of,
    value_of,
    value_of_text,
)
from placewright.web.strategy.shapes import NAME, Form, Shape, shape_of

AS_ROWS, AS_TEXT = "rows", "text"


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody entered: rows, or a text."""

    mode: str
    rows: tuple[Row, ...] = ()
    text: str = ""


class PartsWidget(forms.Widget):
    """Rows of inputs, and the same as a text for pages without JavaScript and people who prefer it."""

    template_name = "strategy/widgets/parts.html"

    class Media:
        js = ("strategy/parts.js",)
        css = {"all": ("strategy/records.css",)}

    def __init__(self, shape: Shape, label: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.shape = shape
        self.label = label

    def value_from_datadict(self, data: Any, files: object, name: str) -> Entered:
        """What was entered; without JavaScript the text counts."""
        if data.get(f"{name}-mode") != AS_ROWS:
            return Entered(AS_TEXT, text=data.get(f"{name}-text", ""))
        tokens = data.getlist(f"{name}-row") if hasattr(data, "getlist") else data.get(f"{name}-row", [])
        keys = self.keys
        rows = tuple({key: data.get(f"{name}-{token}-{key}", "") for key in keys} for token in tokens)
        return Entered(AS_ROWS, rows)

    def value_omitted_from_data(self, data: Any, files: object, name: str) -> bool:
        """Whether the form did not hold the field at all."""
        return f"{name}-mode" not in data

    def format_value(self, value: Any) -> Any:
        """The value as it is; the template lays it out."""
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template asks for."""
        context = super().get_context(name, value, attrs)
        if isinstance(value, Entered):
            mode, rows, text = value.mode, list(value.rows), value.text
        else:
            fits = fits_rows(self.shape, value)
            mode, rows = (AS_ROWS if fits else AS_TEXT), rows_of(self.shape, value) if fits else []
            text = text_of(self.shape, value)
        context["widget"] |= {
            "shape": self.shape,
            "label": self.label,
            "mode": mode,
            "text": text,
            "lines": min(18, max(3, text.count("\n") + 1)),
            "rows": [self._row(name, str(n), row) for n, row in enumerate(rows)],
            "blank": self._row(name, "__row__", {}),
            "is_one": self.shape.form is Form.ONE,
        }
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The heading that names the group."""
        return f"{id_}-text"

    def use_required_attribute(self, initial: object) -> bool:
        """Never: what is missing is said when it is read."""
        return False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a row's inputs."""
        own = {
            Form.TEXTS: (NAME,),
            Form.NUMBERS: (NAME, "value"),
            Form.NAMED_TEXTS: (NAME, "value"),
            Form.NAMED_ROWS: (NAME,),
        }.get(self.shape.form, ())
        return (*own, *(part.key for part in self.shape.parts))

    def _row(self, name: str, token: str, row: Mapping[str, str]) -> dict[str, Any]:
        start = f"{name}-{token}"
        cells = [
            {
                "part": part,
                "name": f"{start}-{part.key}",
                "id": f"id_{start}-{part.key}",
                "value": row.get(part.key, ""),
                "list": f"choose-{part.names}" if part.names else "",
                "kind": str(part.kind),
            }
            for part in self.shape.parts
        ]
        named: dict[str, str] = {}
        if NAME in self.keys:
            listed = f"choose-{self.shape.names}" if self.shape.names else ""
            named = {"name": f"{start}-{NAME}", "id": f"id_{start}-{NAME}", "value": row.get(NAME, ""), "list": listed}
        amount = {"name": f"{start}-value", "id": f"id_{start}-value", "value": row.get("value", "")}
        return {
            "token": token,
            "named": named,
            "cells": cells,
            "amount": amount if self.shape.form in (Form.NUMBERS, Form.NAMED_TEXTS) else None,
        }


class PartsField(forms.Field):
    """A field that gives the plain values which the column keeps, and refuses what is no such part of a record."""

    widget: PartsWidget

    def __init__(self, kind: str, column: str, **given: Any) -> None:
        self.shape = shape_of(kind, column)
        for unfit in ("encoder", "decoder", "max_length"):
            given.pop(unfit, None)
        given["widget"] = PartsWidget(self.shape, str(given.get("label", "") or ""))
        super().__init__(**(given | {"required": False, "show_hidden_initial": False}))

    def to_python(self, value: Any) -> Any:
        """The plain values that were entered."""
        if not isinstance(value, Entered):
            return value
        label = str(self.label or self.shape.key)
        try:
            if value.mode == AS_TEXT:
                return value_of_text(self.shape, value.text, where=label)
            return value_of(self.shape, value.rows, where=label)
        except BadRecord as error:
            raise ValidationError(sentence(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether what was entered is another value."""
        try:
            return bool((self.to_python(data) or self.shape.empty) != (initial or self.shape.empty))
        except ValidationError:
            return True


class PartsComparison(FieldComparison):  # type: ignore[misc]
    """Two versions of a nested column side by side, as lines that a reader understands."""

    def htmldiff(self) -> Any:
        """The lines, with what was taken out and put in marked."""
        return compared(*(self._lines(value) for value in (self.val_a, self.val_b)))

    def _lines(self, value: Any) -> list[str]:
        kind = getattr(self.field.model, "kind", "choice")
        return readable(shape_of(kind, self.field.name), value)


def sentence(error: BadRecord) -> str:
    """What is wrong, where and how to mend it."""
    where = _("%(where)s: ") % {"where": error.where} if error.where and "line" in error.where else ""
    return f"{where}{said_by(error)}"
