"""A column for the nested parts of a record, which keeps the order of keys on every database."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def one_line_end(text: str) -> str:
    """The text with its lines ended as files end them; a browser sends each with a carriage return."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class OrderedJSONField(models.TextField):  # type: ignore[type-arg]
    """Plain JSON values kept as text: a database's own JSON type may sort keys, and records print in their order."""

    description = _("JSON in the order it was written")

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        """The value that the text holds."""
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        """The value, parsed where it is text."""
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise ValidationError(_("This is not JSON: %(why)s."), params={"why": error}) from error

    def get_prep_value(self, value: Any) -> str | None:
        """The text that is stored."""
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def value_to_string(self, obj: models.Model) -> str:
        """The text that serialisers write."""
        return json.dumps(self.value_from_object(obj), ensure_ascii=False)

    def formfield(self, **given: Any) -> forms.Field | None:
        """A field of a form that takes and shows JSON."""
        return super().formfield(**{"form_class": forms.JSONField, "widget": forms.Textarea} | given)
