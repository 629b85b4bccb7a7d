"""Numbers in print: how each unit is written, and no finer than the interval of the number allows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from placewright.core.late_dataclass import dataclass
from placewright.core.words import gettext, marked, spoken, spoken_language

MINUS = "−"
NO_NUMBER = "–"
"""What stands for a result that is no finite number, such as a quotient by 0."""

_BELOW_A_HALF = 4e-13
"""The part of itself by which a number may lie below a half that is meant: less than the twelfth digit shows."""


def written_out(value: float) -> str:
    """A number as it is, to six digits that matter, its thousands apart and never in powers of ten.

    >>> written_out(1_265_387.0), written_out(54.80541), written_out(1735.0)
    ('1,265,387', '54.8054', '1,735')
    """
    return f"{value:,.0f}" if abs(value) >= 100_000 else f"{value:,.6g}"


@dataclass(frozen=True, slots=True)
class UnitForm:
    """How a unit is written: what stands before and after the number, in short and in full, and how finely."""

    before: str = ""
    after: str = ""
    full: str = ""
    decimals: int = 1
    step: float = 0.0
    scale: float = 1.0

    @property
    def is_coined(self) -> bool:
        """Whether what stands behind its point is pence or cents, of which there are always two digits."""
        return self.before in _COINS and not self.after


_COINS = ("£", "€")

FORMS: dict[str, UnitForm] = {
    "GBP": UnitForm("£", "", "", 0),
    "GBP million": UnitForm("£", marked("m"), marked(" million"), 0),
    "GBP million 2022": UnitForm("£", marked("m"), marked(" million in prices of 2022"), 0),
    "GBP billion": UnitForm("£", marked("bn"), marked(" billion"), 1),
    "EUR": UnitForm("€", "", "", 0),
    "GBP/hour": UnitForm("£", "", marked(" an hour"), 1),
    "GBP/job": UnitForm("£", "", marked(" a job"), 0),
    "GBP/week": UnitForm("£", "", marked(" a week"), 0),
    "GBP/year": UnitForm("£", "", marked(" a year"), 0),
    "GBP/head": UnitForm("£", "", marked(" a head"), 0),
    "GBP/employee": UnitForm("£", "", marked(" an employee"), 0),
    "people": UnitForm("", "", marked(" people"), 0, 10),
    "respondents": UnitForm("", "", marked(" respondents"), 0),
    "jobs": UnitForm("", "", marked(" jobs"), 0, 10),
    "employees": UnitForm("", "", marked(" employees"), 0, 10),
    "enterprises": UnitForm("", "", marked(" businesses"), 0, 5),
    "local units": UnitForm("", "", marked(" workplaces"), 0, 5),
    "dwellings": UnitForm("", "", marked(" homes"), 0),
    "hours/week": UnitForm("", "", marked(" hours a week"), 0),
    "%": UnitForm("", "%", "%", 1),
    "share": UnitForm("", "%", "%", 1, scale=100),
    "percentage points": UnitForm("", marked(" pts"), marked(" percentage points"), 1),
    "thousand m2": UnitForm("", " m²", marked(" square metres"), 0, 1000, scale=1000),
    "m2": UnitForm("", " m²", marked(" square metres"), 0),
    "Mbit/s": UnitForm("", marked(" Mbit/s"), marked(" Mbit/s"), 1),
    "ratio": UnitForm("", "", "", 2),
    "rank": UnitForm("", "", "", 0),
    "decile": UnitForm(marked("decile "), "", "", 0),
    "score": UnitForm("", "", "", 2),
    "years": UnitForm("", marked(" years"), marked(" years"), 1),
    "minutes": UnitForm("", marked(" minutes"), marked(" minutes"), 0),
    "microgram/m3": UnitForm("", " µg/m³", marked(" micrograms a cubic metre"), 1),
    "tonnes": UnitForm("", "", marked(" tonnes"), 1),
}

UNITS_IN_WORDS = spoken(
    {
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
        "thousand m2": "m²",
        "m2": "m²",
    }
)


UNIT_NAMES = (
    marked("people"),
    marked("respondents"),
    marked("jobs"),
    marked("employees"),
    marked("applications"),
    marked("full-time equivalents"),
    marked("minutes"),
    marked("years"),
    marked("ratio"),
    marked("score"),
    marked("start-ups"),
    marked("per 100 people"),
    marked("per 1,000 people"),
    marked("per 10,000 people"),
    marked("per 100,000 people"),
    marked("percentage points"),
)
"""Units of packaged indicators that are words already."""


def unit_in_words(unit: str) -> str:
    """The unit as a chart's axis or a table's head names it.

    >>> unit_in_words("GBP/hour"), unit_in_words("index UK=100")
    ('pounds an hour', 'index, UK = 100')
    """
    if unit.startswith("index "):
        return f"{gettext('index')}, {unit.removeprefix('index ').replace('=', ' = ')}"
    return UNITS_IN_WORDS.get(unit) or gettext(unit)


def stored_unit_in_words(unit: str) -> str:
    """The unit of values as they are kept, for who shows them unprinted: a share from 0 to 1, thousands as thousands.

    >>> stored_unit_in_words("thousand m2"), stored_unit_in_words("GBP/hour")
    ('thousand m²', 'pounds an hour')
    """
    return _UNITS_AS_STORED.get(unit) or unit_in_words(unit)


_UNITS_AS_STORED = spoken({"share": "share, 0 to 1", "thousand m2": "thousand m²"})


def number(value: float, decimals: int = 0) -> str:
    """The number with commas and a true minus sign; a rounded zero has no sign, and what is no number is a dash.

    Halves go away from zero, as publishers and spreadsheets round, also those that no double holds exactly.

    >>> number(-1234.56, 1), number(-0.04, 1)
    ('−1,234.6', '0.0')
    >>> number(12.25, 1), number(-12.35, 1), number(102.5)
    ('12.3', '−12.4', '103')
    """
    if not math.isfinite(value):
        return NO_NUMBER
    size = abs(value)
    text = f"{size + min(size * _BELOW_A_HALF, 0.1 / 10**decimals):,.{decimals}f}"
    return f"{MINUS}{text}" if value < 0 and any(digit in "123456789" for digit in text) else text


def unit_form(unit: str) -> UnitForm:
    """How the unit is written; an unknown unit is written after the number, in full only."""
    if unit in FORMS:
        return _form_in(spoken_language(), unit)
    if unit.startswith("index "):
        return UnitForm()
    return UnitForm("", "", f" {unit}" if unit else "", 1)


@lru_cache(maxsize=512)
def _form_in(language: str, unit: str) -> UnitForm:
    """How a language writes a unit: kept, since a page asks for every value; `language` only names what is kept."""
    form = FORMS[unit]
    return replace(form, before=gettext(form.before), after=gettext(form.after), full=gettext(form.full))


def forget_forms() -> None:
    """Ask for the words of every unit anew, as whoever changes a language's catalogue has to."""
    _form_in.cache_clear()


def listed(words: Sequence[str], *, last: str = marked("and")) -> str:
    """Words in a list, as a sentence has them.

    >>> listed(["Luton", "Barnet", "Enfield"]), listed(["a target", "a direction"], last="or")
    ('Luton, Barnet and Enfield', 'a target or a direction')
    """
    return f"{', '.join(words[:-1])} {gettext(last)} {words[-1]}" if len(words) > 1 else "".join(words)


def ordinal(value: int) -> str:
    """The number as a place in an order.

    >>> ordinal(1), ordinal(12), ordinal(103)
    ('1st', '12th', '103rd')
    """
    last = 0 if value % 100 in (11, 12, 13) else value % 10
    return gettext(_ORDINALS.get(last, _ORDINALS[0])) % {"number": value}


_ORDINALS = {
    0: marked("%(number)sth"),
    1: marked("%(number)sst"),
    2: marked("%(number)snd"),
    3: marked("%(number)srd"),
}


def interval_step(low: float | None, high: float | None, *, scale: float = 1.0) -> float:
    """The power of ten next below a twentieth of the interval, in the unit printed; 0 where no interval is known.

    >>> interval_step(623_750, 646_060)
    1000.0
    """
    if low is None or high is None or high <= low:
        return 0.0
    return float(10.0 ** math.floor(math.log10((high - low) * scale / 20) + 1e-9))


def decimals_within(decimals: int, step: float) -> int:
    """As many of the decimals as a step of the interval lets stand.

    >>> decimals_within(2, 0.1), decimals_within(1, 0.0)
    (1, 1)
    """
    return min(decimals, max(0, -math.floor(math.log10(step)))) if step else decimals


def rounded_to(value: float, step: float) -> float:
    """The value at the nearest multiple of a step, halves away from zero; itself where the step is below 1.

    >>> rounded_to(90_145.0, 10), rounded_to(-90_145.0, 10)
    (90150.0, -90150.0)
    """
    if step < 1 or not math.isfinite(value):
        return value
    steps = abs(value) / step
    return math.copysign(math.floor(steps + min(steps * _BELOW_A_HALF, 0.1) + 0.5) * step, value)


def as_rounded(value: float, decimals: int, step: float = 0.0) -> float:
    """The size of the number that is printed: by it a unit is chosen, lest 999.97 million be called 1,000 million.

    >>> as_rounded(-999.97, 0), as_rounded(960.0, 0, 100.0)
    (1000.0, 1000.0)
    """
    text = number(rounded_to(abs(value), step), decimals)
    return abs(value) if text == NO_NUMBER else float(text.replace(",", ""))


def in_unit(value: float, unit: str, *, decimals: int, step: float = 0.0) -> str:
    """The value with its sign of unit, rounded to a step where that is 1 or more.

    >>> in_unit(-4.06, "%", decimals=1), in_unit(90_146, "people", decimals=0, step=10)
    ('−4.1%', '90,150')
    >>> in_unit(16.33, "GBP/hour", decimals=1), in_unit(1735.0, "thousand m2", decimals=0)
    ('£16.30', '1,735,000 m²')
    """
    return in_form(value, unit_form(unit), decimals=decimals, step=step)


def with_coins(text: str, form: UnitForm, decimals: int) -> str:
    """A number as prices are written: what is rounded to ten pence has two digits behind its point all the same."""
    return f"{text}0" if form.is_coined and decimals == 1 and text != NO_NUMBER else text


def in_form(value: float, form: UnitForm, *, decimals: int, step: float = 0.0) -> str:
    """The same for who has the unit's form already."""
    text = with_coins(number(rounded_to(value * form.scale, step), decimals), form, decimals)
    if text.startswith(MINUS):
        return f"{MINUS}{form.before}{text[1:]}{form.after}"
    return f"{form.before}{text}{form.after}"
