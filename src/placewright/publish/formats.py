"""Numbers as people read them: pounds, percentages, people to the nearest ten, intervals, words for the missing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from placewright.core.printing import FORMS, decimals_within, in_form, interval_step
from placewright.core.printing import MINUS as MINUS
from placewright.core.printing import number as number
from placewright.core.printing import ordinal as ordinal
from placewright.core.printing import unit_form as unit_form
from placewright.core.printing import unit_in_words as unit_in_words
from placewright.core.words import gettext as _
from placewright.core.words import spoken, spoken_language
from placewright.publish.views import Reading, Standing

_REASONS = spoken(
    {
        "suppressed": "hidden by the publisher to protect confidentiality or quality",
        "not_available": "not published",
        "not_applicable": "does not apply here",
    }
)

VERDICT_WORDS: Mapping[str, str] = spoken(
    {"holds": "holds", "fails": "fails", "cannot tell": "cannot tell", "unmeasured": "unmeasured"}
)
"""Verdicts, within a sentence."""

_SCALED = {"share": "%", "thousand m2": "m2"}

_SIGNS = ("£", "€")

_TIGHT = ("m", "bn")
"""What stands after both ends of an interval; other units stand after the upper end alone."""

_ERRORS = spoken(
    {
        "sampling": "95% confidence interval",
        "rounding": "range that the publisher's rounding leaves open",
        "revision": "range of past revisions",
        "unknown": "range of several kinds of error together",
    }
)


def short(reading: Reading) -> str:
    """The value with its sign of unit: `£34.20`, `78.1%`, `90,150`; words where it is missing.

    >>> short(Reading(90_146, "people")), short(Reading(-4.06, "%"))
    ('90,150', '−4.1%')
    """
    if reading.value is None:
        return missing(reading)
    return _printed(reading.value, reading.unit, reading.low, reading.high, reading.decimals)[0]


def full(reading: Reading) -> str:
    """The value with its unit in words: `£34.20 an hour`.

    >>> full(Reading(34.2, "GBP/hour"))
    '£34.20 an hour'
    """
    if reading.value is None:
        return missing(reading)
    form = unit_form(reading.unit)
    written = short(reading)
    if form.after:
        return written[: -len(form.after)] + form.full
    if reading.unit.startswith("index "):
        return f"{written} ({reading.unit.removeprefix('index ').replace('=', ' = ')})"
    return written + form.full


def interval(reading: Reading) -> str:
    """The interval alone: `33.1 to 35.3`; empty where none is known, or where the digits printed say as much.

    >>> interval(Reading(34.2, "GBP/hour", low=33.1, high=35.3))
    '£33.10 to £35.30'
    """
    if reading.value is None:
        return ""
    return _printed(reading.value, reading.unit, reading.low, reading.high, reading.decimals)[1]


def with_interval(reading: Reading) -> str:
    """The value and, in brackets, its interval.

    >>> with_interval(Reading(34.2, "index UK=100", low=33.1, high=35.3))
    '34.2 (33.1 to 35.3)'
    """
    if reading.value is None:
        return missing(reading)
    words, span = both(reading)
    return f"{words} ({span})" if span else words


def both(reading: Reading) -> tuple[str, str]:
    """The value and its interval, each as it is printed alone; for a missing value the words that say so."""
    if reading.value is None:
        return missing(reading), ""
    return _printed(reading.value, reading.unit, reading.low, reading.high, reading.decimals)


def interval_kind(reading: Reading) -> str:
    """What the reading's interval is, in words."""
    return _ERRORS.get(reading.error, _ERRORS["unknown"]) if interval(reading) else _("no interval published")


def signed(reading: Reading) -> str:
    """A difference with its sign: `+£1.20`, `−4.1 pts`, `0.0`.

    >>> signed(Reading(1.23, "GBP/hour")), signed(Reading(-4.06, "percentage points"))
    ('+£1.20', '−4.1 pts')
    """
    text = short(reading)
    if reading.value is None or text.startswith(MINUS):
        return text
    return f"+{text}" if any(digit in "123456789" for digit in text) else text


def missing(reading: Reading) -> str:
    """Words for a missing value, with the reason.

    >>> missing(Reading(None, "%", status="suppressed", reason="too few answers"))
    'not available (too few answers)'
    """
    return _("not available (%(why)s)") % {"why": missing_reason(reading)}


def missing_reason(reading: Reading) -> str:
    """The reason alone, for places where a mark stands for the value."""
    return reading.reason or _REASONS.get(reading.status) or _("no reason given")


def standing_words(standing: Standing | None) -> str:
    """A rank in words, with the ranks that its interval leaves open.

    >>> standing_words(Standing(12, 309, low=8, high=20))
    '12th of 309 (8th to 20th)'
    """
    if standing is None or standing.rank is None or standing.of is None:
        return _("not ranked")
    words = _("%(rank)s of %(all)s") % {"rank": ordinal(standing.rank), "all": standing.of}
    if standing.low is not None and standing.high is not None and standing.low != standing.high:
        span = {"low": ordinal(standing.low), "high": ordinal(standing.high)}
        words += " (" + _("%(low)s to %(high)s") % span + ")"
    return words


def chart_format(unit: str, decimals: int) -> str:
    """The d3 format by which a chart writes values of the unit."""
    form = unit_form(unit)
    return f"{'$' if form.before in _SIGNS else ''},.{2 if form.is_coined and decimals == 1 else decimals}f"


def chart_scale(unit: str) -> float:
    """What to multiply values by before drawing them: a share is drawn as a percentage."""
    return FORMS[unit].scale if unit in FORMS else 1.0  # the same in every language


def chart_unit(unit: str) -> str:
    """The unit of values after `chart_scale`."""
    return _SCALED.get(unit, unit)


def _printed(value: float, unit: str, low: float | None, high: float | None, decimals: int | None) -> tuple[str, str]:
    """The value and its interval as they are printed; kept, since picture, words and table of a page say the same."""
    return _in_language(spoken_language(), value, unit, low, high, decimals)


@lru_cache(maxsize=8192)
def _in_language(
    language: str, value: float, unit: str, low: float | None, high: float | None, decimals: int | None
) -> tuple[str, str]:
    """The value and its interval as a language prints them; `language` only names what is kept."""
    form = unit_form(unit)
    fine = interval_step(low, high, scale=form.scale)
    places = decimals_within(form.decimals if decimals is None else decimals, fine)
    step = max(form.step, fine)
    words = in_form(value, form, decimals=places, step=step)
    if low is None or high is None or low == high:
        return words, ""
    last_digit = max(10.0**-places, step)
    if (high - low) * form.scale <= last_digit * 1.001:
        return words, ""
    ends = [in_form(end, form, decimals=places, step=step) for end in (low, high)]
    if ends[0] == ends[1]:
        return words, ""
    is_tight = unit in FORMS and FORMS[unit].after in _TIGHT
    first = ends[0] if is_tight else ends[0].removesuffix(form.after)
    return words, _("%(low)s to %(high)s") % {"low": first, "high": ends[1]}
