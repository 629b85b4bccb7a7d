"""Numbers at twelve significant digits, the same on every processor.

NumPy's powers and logarithms differ in the last bit between processors, so that a rounding made with them gives other
bytes on another machine. Steps are looked up here among the doubles nearest to the powers of ten instead; comparing,
multiplying, dividing and rounding to a whole number are exact everywhere (IEEE 754).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

DIGITS = 12

OF_ANALYSES = 10
"""The digits kept of what analyses make: differences of large numbers and eigenvectors hold fewer that are steady."""

FloatArray = npt.NDArray[np.float64]
Value = TypeVar("Value")

_EXACT = 22
"""Ten to the power of so much is a double itself; with greater ones a product is not the nearest double any more."""

_LEAST, _MOST = -307, 308
_POWERS = np.array([float(f"1e{power}") for power in range(_LEAST, _MOST + 1)])


def powers_of_ten(exponents: npt.NDArray[np.int64]) -> FloatArray:
    """The doubles nearest to ten to the power of whole numbers; those out of reach are the least or the greatest.

    >>> powers_of_ten(np.array([-3, 0, 23]))
    array([1.e-03, 1.e+00, 1.e+23])
    """
    powers: FloatArray = _POWERS[np.clip(exponents, _LEAST, _MOST) - _LEAST]
    return powers


def magnitudes(values: FloatArray) -> npt.NDArray[np.int64]:
    """The exponent of the first digit of each number; 0 for zero and for what is no finite number.

    >>> magnitudes(np.array([1000.0, -999.9, 0.02, 0.0, float("nan")]))
    array([ 3,  2, -2,  0,  0])
    """
    size = np.abs(values)
    usable = np.isfinite(size) & (size > 0)
    found = np.searchsorted(_POWERS, np.where(usable, size, 1.0), side="right") - 1 + _LEAST
    return np.maximum(found, _LEAST).astype(np.int64)


def at_twelve_digits(values: FloatArray) -> FloatArray:
    """The doubles nearest to the numbers' first twelve digits; rounding them again changes nothing.

    >>> at_twelve_digits(np.array([0.1 + 0.2, 1234567890123.4, -2.0, float("nan")])).tolist()
    [0.3, 1234567890120.0, -2.0, nan]
    """
    behind = DIGITS - 1 - magnitudes(values)
    power = powers_of_ten(np.abs(behind))
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = np.where(behind >= 0, np.rint(values * power) / power, np.rint(values / power) * power)
    for at in np.flatnonzero(np.abs(behind) > _EXACT):
        scaled.flat[at] = float(f"{values.flat[at]:.{DIGITS - 1}e}")
    return np.where(np.isfinite(scaled), scaled, values)


def steady(value: Value, *, digits: int = OF_ANALYSES) -> Value:
    """The value with every float in it at so many digits: within records, lists, tuples and mappings' values.

    >>> steady({"a": (0.1 + 0.2, None, "0.30000000000000004"), "b": [1, float("inf")]})
    {'a': (0.3, None, '0.30000000000000004'), 'b': [1, inf]}
    """
    found: Any = value
    kind = type(found)
    if kind is str or kind is int or kind is bool or found is None:  # nearly all there is, so it is asked first
        return value
    if isinstance(found, float):
        after: Any = float(format(found, f".{digits}g"))
    elif isinstance(found, tuple | list):
        parts = [steady(part, digits=digits) for part in found]
        if all(part is before for part, before in zip(parts, found, strict=True)):
            return value
        after = kind(*parts) if hasattr(kind, "_fields") else kind(parts)
    elif isinstance(found, Mapping):
        after = {key: steady(part, digits=digits) for key, part in found.items()}
    elif is_dataclass(found) and not isinstance(found, type):
        held = {field.name: getattr(found, field.name) for field in fields(found) if field.init}
        made = {name: steady(part, digits=digits) for name, part in held.items()}
        changed = {name: part for name, part in made.items() if part is not held[name]}
        if not changed:
            return value
        after = replace(found, **changed)
    else:
        return value
    steadied: Value = after
    return steadied
