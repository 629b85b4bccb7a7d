"""The same as in British English: the words of months are the language's own."""

from __future__ import annotations

from placewright.web.common.formats.en_GB.formats import DATE_FORMAT as DATE_FORMAT
from placewright.web.common.formats.en_GB.formats import DATE_INPUT_FORMATS as DATE_INPUT_FORMATS
from placewright.web.common.formats.en_GB.formats import DATETIME_FORMAT as DATETIME_FORMAT
from placewright.web.common.formats.en_GB.formats import DATETIME_INPUT_FORMATS as DATETIME_INPUT_FORMATS
from placewright.web.common.formats.en_GB.formats import FIRST_DAY_OF_WEEK as FIRST_DAY_OF_WEEK
from placewright.web.common.formats.en_GB.formats import SHORT_DATE_FORMAT as SHORT_DATE_FORMAT
from placewright.web.common.formats.en_GB.formats import SHORT_DATETIME_FORMAT as SHORT_DATETIME_FORMAT
from placewright.web.common.formats.en_GB.formats import TIME_FORMAT as TIME_FORMAT
