"""What part of a place's change is the nation's growth, what its mix of industries, and what its own."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from placewright.core.errors import PlacewrightError, UnknownName
from placewright.core.late_dataclass import dataclass

FloatArray = npt.NDArray[np.float64]
Variant = Literal["dunn", "esteban-marquillas"]


@dataclass(frozen=True, slots=True, eq=False)
class ShiftShareTotal:
    """The parts of the change summed over industries: numbers, or one per place where several were given."""

    change: float | FloatArray
    national: float | FloatArray
    industry_mix: float | FloatArray
    regional: float | FloatArray
    entrants: float | FloatArray
    competitive: float | FloatArray | None = None
    allocation: float | FloatArray | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ShiftShare:
    """The parts of the change by industry (last axis), and their `total` with the same names.

    `change` = `national` + `industry_mix` + `regional` + `entrants`, in every industry and in total. For
    "esteban-marquillas" `regional` = `competitive` + `allocation` too; for "dunn" these two are None. NaN stands where
    a number given is missing, and in the totals with it; `reason` then says so.
    """

    variant: Variant
    change: FloatArray
    national: FloatArray
    industry_mix: FloatArray
    regional: FloatArray
    entrants: FloatArray
    competitive: FloatArray | None
    allocation: FloatArray | None
    total: ShiftShareTotal
    reason: str | None = None


def shift_share(
    local_start: npt.ArrayLike,
    local_end: npt.ArrayLike,
    wider_start: npt.ArrayLike,
    wider_end: npt.ArrayLike,
    variant: Variant = "dunn",
) -> ShiftShare:
    """A place's change between two years as national growth, industry mix, its own (regional) shift, and entrants.

    With e for jobs (or value added in constant prices) of an industry here at the start, g its growth here, G_i its
    growth in the wider economy and G that of the whole wider economy:

    - national = e G: had everything here grown like the whole wider economy;
    - industry_mix = e (G_i - G): its industries grew faster or slower than the whole;
    - regional = e (g - G_i): its industries did better or worse here than elsewhere;
    - entrants: the whole change in an industry that the wider economy did not have at the start, where G_i is
      undefined. The other parts are 0 there.

    "esteban-marquillas" splits `regional`: with e' the jobs the industry would have here if the place had the wider
    structure, competitive = e' (g - G_i) and allocation = (e - e') (g - G_i). An industry new to the place but not to
    the wider economy has no g: all its regional shift is then allocation.

    The base year is the start. Say whether the wider economy includes the place; when it is the sum of all places, the
    regional shift sums to 0 over them, and so does industry mix with entrants. Nominal money is not growth: deflate
    first. Over more than five years use `dynamic_shift_share`. Fine industries move weight from regional to mix, and
    rounded cells move both.

    Args:
        local_start: by industry, along the last axis; a (place, industry) array does all places at once.
        local_end: the same at the end.
        wider_start: the same industries in the wider economy.
        wider_end: the same at the end.
        variant: "dunn" or "esteban-marquillas".

    Reference: Dunn (1960); Esteban-Marquillas (1972). Example: region A of Farhauer and Kröll (2013), as in R's REAT.

    Raises:
        UnknownName: there is no such variant.
        PlacewrightError: the four arrays are not of the same industries.

    >>> parts = shift_share([90, 20, 10, 60], [100, 40, 10, 55], [400, 150, 150, 400], [440, 210, 135, 480])
    >>> [round(float(x), 6) for x in (parts.total.national, parts.total.industry_mix, parts.total.regional)]
    [27.0, 1.0, -3.0]
    >>> parts.total.change
    25.0
    """
    if variant not in get_args(Variant):
        raise UnknownName.named(variant, get_args(Variant))
    arrays = [np.asarray(part, dtype=np.float64) for part in (local_start, local_end, wider_start, wider_end)]
    start, end, wide_start, wide_end = arrays
    if any(part.ndim == 0 for part in arrays) or len({part.shape[-1] for part in arrays}) > 1:
        raise PlacewrightError(
            f"Shift-share needs the same industries four times, not shapes {[part.shape for part in arrays]}.",
            fix="Put industries on the last axis, with 0 where a place has none.",
        )
    parts = _parts(start, end, wide_start, wide_end)
    if variant == "esteban-marquillas":
        parts |= _split(start, wide_start, wide_end, end, parts["regional"])
    return _result(variant, parts)


def dynamic_shift_share(local: npt.ArrayLike, wider: npt.ArrayLike, variant: Variant = "dunn") -> ShiftShare:
    """Shift-share of each pair of neighbouring years, summed: the base moves with the structure.

    Better than end years alone over more than about five years, when the mix changes on the way. An industry that
    enters the wider economy part-way is an entrant only in its first year. Years must follow one another without a gap
    in meaning: a break in the series goes into the regional shift of its year.

    Args:
        local: (year, industry), or (year, place, industry).
        wider: (year, industry).
        variant: as in `shift_share`.

    Reference: Barff and Knight (1988).

    Raises:
        PlacewrightError: the arrays are not of the same two or more years, or the wider economy has an axis of places.

    >>> parts = dynamic_shift_share([[100, 50], [110, 45], [121, 50]], [[1000, 500], [1000, 500], [1100, 500]])
    >>> round(float(parts.total.national + parts.total.industry_mix + parts.total.regional), 9), parts.total.change
    (21.0, 21.0)
    """
    here, there = np.asarray(local, dtype=np.float64), np.asarray(wider, dtype=np.float64)
    if here.ndim not in (2, 3) or there.ndim != 2 or len(here) != len(there) or len(here) < 2:
        raise PlacewrightError(
            f"Dynamic shift-share needs two or more years of both, not shapes {here.shape} and {there.shape}.",
            fix="Give (year, industry) arrays of the same years.",
        )
    if here.ndim == 3:
        there = there[:, None, :]
    yearly = shift_share(here[:-1], here[1:], there[:-1], there[1:], variant)
    names = [field.name for field in fields(ShiftShareTotal)]
    found = {name: getattr(yearly, name) for name in names}
    return _result(variant, {name: part.sum(axis=0) for name, part in found.items() if part is not None})


def _parts(start: FloatArray, end: FloatArray, wide_start: FloatArray, wide_end: FloatArray) -> dict[str, FloatArray]:
    enters = (wide_start == 0) & ~np.isnan(wide_end)
    with np.errstate(divide="ignore", invalid="ignore"):
        overall = wide_end.sum(axis=-1, keepdims=True) / wide_start.sum(axis=-1, keepdims=True) - 1
        growth = wide_end / wide_start - 1
    shape = np.broadcast_shapes(start.shape, end.shape, growth.shape, overall.shape)
    change, national, industry_mix, regional = np.empty((4, *shape))
    np.subtract(end, start, out=change)
    if not enters.any():
        np.multiply(start, overall, out=national)
        np.multiply(start, growth - overall, out=industry_mix)
        np.multiply(start, growth, out=regional)
        np.subtract(change, regional, out=regional)
        entrants = np.zeros(shape)
        if np.isnan(change.sum()):
            entrants[np.isnan(change)] = np.nan
        return {
            "change": change,
            "national": national,
            "industry_mix": industry_mix,
            "regional": regional,
            "entrants": entrants,
        }
    growth, overall = np.where(enters, 0.0, growth), np.where(enters, 0.0, overall)
    own = change - start * growth
    return {
        "change": change,
        "national": start * overall,
        "industry_mix": start * (growth - overall),
        "regional": np.where(enters & ~np.isnan(own), 0.0, own),
        "entrants": np.where(enters | np.isnan(own), own, 0.0),
    }


def _split(
    start: FloatArray, wide_start: FloatArray, wide_end: FloatArray, end: FloatArray, regional: FloatArray
) -> dict[str, FloatArray]:
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = start.sum(axis=-1, keepdims=True) * wide_start / wide_start.sum(axis=-1, keepdims=True)
        advantage = end / start - wide_end / wide_start
        split = expected * advantage
    competitive = np.where((start == 0) | (wide_start == 0), 0.0 * regional, split)
    return {"competitive": competitive, "allocation": regional - competitive}


def _result(variant: Variant, parts: dict[str, FloatArray]) -> ShiftShare:
    sums = {name: part.sum(axis=-1) for name, part in parts.items()}
    total = ShiftShareTotal(**{name: _plain(part) for name, part in sums.items()})
    missing = any(np.isnan(sums[name]).any() and bool(np.isnan(part).any()) for name, part in parts.items())
    return ShiftShare(
        variant=variant,
        change=parts["change"],
        national=parts["national"],
        industry_mix=parts["industry_mix"],
        regional=parts["regional"],
        entrants=parts["entrants"],
        competitive=parts.get("competitive"),
        allocation=parts.get("allocation"),
        total=total,
        reason="a number given is missing, and what depends on it is NaN" if missing else None,
    )


def _plain(numbers: Any) -> float | FloatArray:
    return np.asarray(numbers) if np.ndim(numbers) else float(numbers)
