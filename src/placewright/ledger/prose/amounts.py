"""Amounts in a sentence: numbers in digits with their unit, value and how far rounding may have moved them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.core.late_dataclass import dataclass
from placewright.ledger.prose.exemptions import exempt_spans

PERCENT, MONEY, POINTS, COUNT = "%", "GBP", "points", ""

_AMOUNT = re.compile(
    r"(?P<sign>[−-](?=[£\d]))?(?P<money>[£€])?(?P<digits>\d[\d,]*(?:\.\d+)?)(?!\d)"
    r"(?:\s?(?P<scale>bn|billion|m|million|k|thousand)\b)?"
    r"(?:\s?(?P<points>percentage points?|pts\b|points?\b)|\s?(?P<percent>%|per cent\b|percent\b))?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_TEN_PENCE = re.compile(r"\.\d0$")
"""Pounds and pence that end in a nought: what is known to ten pence is written so as well."""
_SCALES = {"bn": 1e9, "billion": 1e9, "m": 1e6, "million": 1e6, "k": 1e3, "thousand": 1e3, "": 1.0}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in digits: where it stands, its value in whole units, its unit, and half of its last digit."""

    start: int
    end: int
    text: str
    value: float
    unit: str
    half: float

    def may_be(self, value: float, *, slack: float = 0.0) -> bool:
        """Whether it is the value, as rounded."""
        return abs(self.value - value) <= self.half + slack + 1e-9 * max(1.0, abs(value))


def amounts(text: str) -> Iterator[Amount]:
    """The amounts of a text in their order, without years, dates, labels and other exempt digits."""
    exempt = list(exempt_spans(text, form="paragraph")) if _DIGIT.search(text) else []
    for match in _AMOUNT.finditer(text):
        end = match.end() - len(match[0]) + len(match[0].rstrip(", "))
        if any(first <= match.start() and end <= last for first, last in exempt):
            continue
        yield _amount(match, end)


def rounding_half(text: str) -> float:
    """Half of the last digit that a number's text shows: 0.05 for `12.3`, 0.5 for `12`, 50 for `1,200`.

    >>> rounding_half("12.3"), rounding_half("1,200")
    (0.05, 50.0)
    """
    whole, _, decimals = text.replace(",", "").partition(".")
    if decimals:
        return float(0.5 * 10 ** -len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    return float(0.5 * 10 ** (zeros if zeros < len(whole) else 0))


def _amount(match: re.Match[str], end: int) -> Amount:
    digits = match["digits"].rstrip(",")
    scale = _SCALES[(match["scale"] or "").lower()]
    value = float(digits.replace(",", "")) * scale * (-1 if match["sign"] else 1)
    if match["points"]:
        unit = POINTS
    elif match["percent"]:
        unit = PERCENT
    else:
        unit = MONEY if match["money"] else COUNT
    # trailing noughts of a percentage are digits, those of a count may be rounding
    if unit == MONEY and scale == 1 and _TEN_PENCE.search(digits):
        digits = digits[:-1]
    half = (
        rounding_half(digits) if unit in (COUNT, MONEY) and scale == 1 else 0.5 * 10 ** -len(digits.partition(".")[2])
    )
    return Amount(match.start(), end, match[0].rstrip(", "), value, unit, half * scale)
