"""Filling in the form of a record as a browser would: what its page holds, and changes to it."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from placewright.web.strategy.models import AuthoredRecord
from placewright.web.strategy.panels import edit_handler_for
from placewright.web.strategy.parts_field import PartsWidget


def filled_in(row: AuthoredRecord, *, mode: str = "rows", **changes: Any) -> QueryDict:
    """What the browser sends of a record's form; nested parts as rows (with its script) or as text (without)."""
    form = edit_handler_for(type(row)).get_form_class()(instance=row)
    data = QueryDict(mutable=True)
    for bound in form:
        value = bound.value()
        if isinstance(bound.field.widget, PartsWidget):
            _parts(data, bound.html_name, bound.field.widget, value, mode)
        elif not (bound.field.disabled or value is None or value is False):
            data[bound.html_name] = "on" if value is True else str(value)
    for name, value in changes.items():
        data[name] = value
    for name, values in list(data.lists()):
        data.setlist(name, [_as_a_browser_ends_lines(value) for value in values])
    return data


def as_sent(row: AuthoredRecord, **changes: Any) -> dict[str, Any]:
    """The same for the test client, which takes lists for what is sent several times."""
    return dict(filled_in(row, **changes).lists())


def _as_a_browser_ends_lines(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\n", "\r\n") if isinstance(value, str) else value


def _parts(data: QueryDict, name: str, widget: PartsWidget, value: Any, mode: str) -> None:
    shown = widget.get_context(name, value, {"id": f"id_{name}"})["widget"]
    data[f"{name}-mode"] = mode
    data[f"{name}-text"] = shown["text"]
    data.setlist(f"{name}-row", [row["token"] for row in shown["rows"]])
    for row in shown["rows"]:
        for cell in (row["named"], row["amount"], *row["cells"]):
            if cell:
                data[cell["name"]] = cell["value"]
