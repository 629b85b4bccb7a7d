"""The forms of records: every save is read as the record that it would be, so that no row can hold what is none."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from placewright.core.errors import BadRecord
from placewright.web.common.fields import one_line_end
from placewright.web.strategy.exchange import record_of
from placewright.web.strategy.gate import users_of
from placewright.web.strategy.models import AuthoredRecord
from placewright.web.strategy.parts_field import sentence

_KEY = re.compile(r"'(?P<first>[a-z_]+)[.\['\s]")
_COLUMNS = {"id": "slug", "kind": "kind_of"}


class RecordForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A record's form; an id that others know cannot change."""

    instance: AuthoredRecord

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_with_one_line_end(data), *args, **kwargs)
        row = self.instance
        if row.pk is not None and "slug" in self.fields and (row.live or users_of(row)):
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _("The id cannot change any more, since the record is live or named.")

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        try:
            record_of(self.instance)
        except BadRecord as error:
            self.add_error(self._field_of(error), sentence(error))

    def _field_of(self, error: BadRecord) -> str:
        found = _KEY.search(error.what)
        name = _COLUMNS.get(found["first"], found["first"]) if found else NON_FIELD_ERRORS
        return name if name in self.fields else NON_FIELD_ERRORS


def _with_one_line_end(data: Any) -> Any:
    """What was sent with lines as files end them, so that a text that nobody touched has not changed."""
    if not data or not hasattr(data, "setlist"):
        return data
    sent = data.copy()
    for name, values in data.lists():
        sent.setlist(name, [one_line_end(value) if isinstance(value, str) else value for value in values])
    return sent
