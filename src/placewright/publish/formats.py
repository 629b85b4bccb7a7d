"""Numbers as people read them: pounds, percentages, people to the nearest ten, intervals, words for the missing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from placewright.publish.views import Reading, Standing

MINUS = "−"


@dataclass(frozen=True, slots=True)
class UnitForm:
    """How a unit is written: what stands before and after the number, in short and in full, and how finely."""

    before: str = ""
    after: str = ""
    full: str = ""
    decimals: int = 1
    step: float = 0.0
    scale: float = 1.0


_FORMS: dict[str, UnitForm] = {
    "GBP": UnitForm("£", "", "", 0),
    "GBP million": UnitForm("£", "m", " million", 0),
    "GBP million 2022": UnitForm("£", "m", " million in prices of 2022", 0),
    "GBP billion": UnitForm("£", "bn", " billion", 1),
    "EUR": UnitForm("€", "", "", 0),
    "GBP/hour": UnitForm("£", "", " an hour", 1),
    "GBP/job": UnitForm("£", "", " a job", 0),
    "GBP/week": UnitForm("£", "", " a week", 0),
    "GBP/year": UnitForm("£", "", " a year", 0),
    "GBP/head": UnitForm("£", "", " a head", 0),
    "GBP/employee": UnitForm("£", "", " an employee", 0),
    "people": UnitForm("", "", " people", 0, 10),
    "jobs": UnitForm("", "", " jobs", 0, 10),
    "employees": UnitForm("", "", " employees", 0, 10),
    "enterprises": UnitForm("", "", " businesses", 0, 5),
    "local units": UnitForm("", "", " workplaces", 0, 5),
    "dwellings": UnitForm("", "", " homes", 0),
    "hours/week": UnitForm("", "", " hours a week", 0),
    "%": UnitForm("", "%", "%", 1),
    "share": UnitForm("", "%", "%", 1, scale=100),
    "percentage points": UnitForm("", " pts", " percentage points", 1),
    "thousand m2": UnitForm("", " thousand m²", " thousand m²", 0),
    "Mbit/s": UnitForm("", " Mbit/s", " Mbit/s", 1),
    "ratio": UnitForm("", "", "", 2),
    "rank": UnitForm("", "", "", 0),
    "score": UnitForm("", "", "", 2),
    "years": UnitForm("", " years", " years", 1),
    "minutes": UnitForm("", " minutes", " minutes", 0),
    "microgram/m3": UnitForm("", " µg/m³", " micrograms a cubic metre", 1),
    "tonnes": UnitForm("", "", " tonnes", 1),
}

_REASONS = {
    "suppressed": "hidden by the publisher to protect confidentiality or quality",
    "not_available": "not published",
    "not_applicable": "does not apply here",
}

_TIGHT = ("m", "bn")
"""What stands after both ends of an interval; other units stand after the upper end alone."""

_ERRORS = {
    "sampling": "95% confidence interval",
    "rounding": "range that the publisher's rounding leaves open",
    "revision": "range of past revisions",
    "unknown": "range of several kinds of error together",
}

UNITS_IN_WORDS = {
    "GBP": "pounds",
    "GBP million": "£ million",
    "GBP million 2022": "£ million, prices of 2022",
    "GBP billion": "£ billion",
    "EUR": "euros",
    "microgram/m3": "micrograms a cubic metre",
    "GBP/hour": "pounds an hour",
    "GBP/job": "pounds a job",
    "GBP/week": "pounds a week",
    "GBP/year": "pounds a year",
    "GBP/head": "pounds a head",
    "GBP/employee": "pounds an employee",
    "share": "%",
    "enterprises": "businesses",
    "local units": "workplaces",
    "dwellings": "homes",
    "hours/week": "hours a week",
    "thousand m2": "thousand m²",
}


def unit_in_words(unit: str) -> str:
    """The unit as a chart's axis or a table's head names it.

    >>> unit_in_words("GBP/hour"), unit_in_words("index UK=100")
    ('pounds an hour', 'index, UK = 100')
    """
    if unit.startswith("index "):
        return f"index, {unit.removeprefix('index ').replace('=', ' = ')}"
    return UNITS_IN_WORDS.get(unit, unit)


def number(value: float, decimals: int = 0) -> str:
    """The number with commas and a true minus sign; a rounded zero has no sign.

    >>> number(-1234.56, 1), number(-0.04, 1)
    ('−1,234.6', '0.0')
    """
    text = f"{abs(value):,.{decimals}f}"
    return f"{MINUS}{text}" if value < 0 and any(digit in "123456789" for digit in text) else text


def short(reading: Reading) -> str:
    """The value with its sign of unit: `£34.2`, `78.1%`, `90,150`; words where it is missing.

    >>> short(Reading(90_146, "people")), short(Reading(-4.06, "%"))
    ('90,150', '−4.1%')
    """
    if reading.value is None:
        return missing(reading)
    return _written(reading.value, reading)


def full(reading: Reading) -> str:
    """The value with its unit in words: `£34.2 an hour`.

    >>> full(Reading(34.2, "GBP/hour"))
    '£34.2 an hour'
    """
    if reading.value is None:
        return missing(reading)
    form = unit_form(reading.unit)
    written = _written(reading.value, reading)
    if form.after:
        return written[: -len(form.after)] + form.full
    if reading.unit.startswith("index "):
        return f"{written} ({reading.unit.removeprefix('index ').replace('=', ' = ')})"
    return written + form.full


def interval(reading: Reading) -> str:
    """The interval alone: `33.1 to 35.3`; empty where none is known, or where the digits printed say as much.

    >>> interval(Reading(34.2, "GBP/hour", low=33.1, high=35.3))
    '£33.1 to £35.3'
    """
    if reading.value is None or reading.low is None or reading.high is None or reading.low == reading.high:
        return ""
    if (reading.high - reading.low) * unit_form(reading.unit).scale <= _last_digit(reading) * 1.001:
        return ""
    low, high = _written(reading.low, reading), _written(reading.high, reading)
    if low == high:
        return ""
    after = unit_form(reading.unit).after
    return f"{low if after in _TIGHT else low.removesuffix(after)} to {high}"


def with_interval(reading: Reading) -> str:
    """The value and, in brackets, its interval.

    >>> with_interval(Reading(34.2, "index UK=100", low=33.1, high=35.3))
    '34.2 (33.1 to 35.3)'
    """
    span = interval(reading)
    return f"{short(reading)} ({span})" if span else short(reading)


def interval_kind(reading: Reading) -> str:
    """What the reading's interval is, in words."""
    return _ERRORS.get(reading.error, _ERRORS["unknown"]) if interval(reading) else "no interval published"


def signed(reading: Reading) -> str:
    """A difference with its sign: `+£1.2`, `−4.1 pts`, `0.0`.

    >>> signed(Reading(1.23, "GBP/hour")), signed(Reading(-4.06, "percentage points"))
    ('+£1.2', '−4.1 pts')
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
    return f"not available ({reading.reason or _REASONS.get(reading.status, 'no reason given')})"


def missing_reason(reading: Reading) -> str:
    """The reason alone, for places where a mark stands for the value."""
    return reading.reason or _REASONS.get(reading.status, "no reason given")


def ordinal(value: int) -> str:
    """The number as a place in an order.

    >>> ordinal(1), ordinal(12), ordinal(103)
    ('1st', '12th', '103rd')
    """
    if value % 100 in (11, 12, 13):
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def standing_words(standing: Standing | None) -> str:
    """A rank in words, with the ranks that its interval leaves open.

    >>> standing_words(Standing(12, 309, low=8, high=20))
    '12th of 309 (8th to 20th)'
    """
    if standing is None or standing.rank is None or standing.of is None:
        return "not ranked"
    words = f"{ordinal(standing.rank)} of {standing.of}"
    if standing.low is not None and standing.high is not None and standing.low != standing.high:
        words += f" ({ordinal(standing.low)} to {ordinal(standing.high)})"
    return words


def unit_form(unit: str) -> UnitForm:
    """How the unit is written; an unknown unit is written after the number, in full only."""
    if unit in _FORMS:
        return _FORMS[unit]
    if unit.startswith("index "):
        return UnitForm()
    return UnitForm("", "", f" {unit}" if unit else "", 1)


def printed_decimals(reading: Reading) -> int:
    """The decimals to print: the reading's own or its unit's, but no finer than its interval deserves."""
    form = unit_form(reading.unit)
    decimals = form.decimals if reading.decimals is None else reading.decimals
    step = _interval_step(reading, form)
    return min(decimals, max(0, -math.floor(math.log10(step)))) if step else decimals


def chart_format(unit: str, decimals: int) -> str:
    """The d3 format by which a chart writes values of the unit (with `theme.LOCALE`)."""
    form = unit_form(unit)
    return f"{'$' if form.before else ''},.{decimals}f"


def chart_scale(unit: str) -> float:
    """What to multiply values by before drawing them: a share is drawn as a percentage."""
    return unit_form(unit).scale


def chart_unit(unit: str) -> str:
    """The unit of values after `chart_scale`."""
    return "%" if unit == "share" else unit


def _last_digit(reading: Reading) -> float:
    """What one step of the last digit printed is worth."""
    return max(
        10.0 ** -printed_decimals(reading),
        unit_form(reading.unit).step,
        _interval_step(reading, unit_form(reading.unit)),
    )


def _interval_step(reading: Reading, form: UnitForm) -> float:
    """The power of ten next below a twentieth of the interval, in the unit printed; 0 for none."""
    if reading.low is None or reading.high is None or reading.high <= reading.low:
        return 0.0
    return float(10.0 ** math.floor(math.log10((reading.high - reading.low) * form.scale / 20) + 1e-9))


def _written(value: float, reading: Reading) -> str:
    form = unit_form(reading.unit)
    shown = value * form.scale
    step = max(form.step, _interval_step(reading, form))
    if step >= 1:
        shown = math.floor(shown / step + 0.5) * step
    text = number(shown, printed_decimals(reading))
    if text.startswith(MINUS):
        return f"{MINUS}{form.before}{text[1:]}{form.after}"
    return f"{form.before}{text}{form.after}"
