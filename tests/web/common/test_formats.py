"""Days and times are written one way on all pages, Wagtail's own too."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils.formats import date_format, get_format, time_format
from django.utils.translation import override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from placewright.records.edition import EditionKind
from placewright.web.strategy.co_design.models import MadeEdition
from placewright.web.strategy.models.choice_words import labelled

WHEN = datetime(2026, 11, 8, 14, 54, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_times_are_by_24_hours_and_days_come_before_months(language: str) -> None:
    with override(language):
        assert time_format(WHEN) == "14:54"
        assert date_format(WHEN, "DATETIME_FORMAT").startswith("8 ")
        assert date_format(WHEN, "DATETIME_FORMAT").endswith(" 2026, 14:54")
        assert date_format(WHEN, "SHORT_DATETIME_FORMAT").endswith(" 2026, 14:54")
        assert AdminDateInput().format_value(date(2026, 11, 8)) == "08/11/2026"
        assert AdminDateTimeInput().format_value(WHEN) == "08/11/2026 14:54"
        assert "%Y-%m-%d" in get_format("DATE_INPUT_FORMATS"), "programs may send days as they are kept"


def test_an_edition_in_co_design_is_called_so_with_its_hyphen() -> None:
    assert dict(labelled(EditionKind))[EditionKind.CO_DESIGN] == "Co-design"
    assert MadeEdition(kind="co-design").get_kind_display() == "Co-design"
