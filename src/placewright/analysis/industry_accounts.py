"""The area's employees and value added by industry, beside Great Britain's, in industries that all sources share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from placewright.analysis.area import Area
from placewright.analysis.grids import Figures, FloatArray, words_in
from placewright.core.late_dataclass import dataclass

BRES = "bres-itl3-sections"
GVA_LOCAL = "ons-gva-by-industry-lad"
GVA_WIDER = "ons-gva-by-industry-itl"
GREAT_BRITAIN = "K03000001"
GREAT_BRITAIN_PARTS = tuple(f"TL{letter}" for letter in "CDEFGHIJKLM")
"""The ITL 1 areas of Great Britain, whose sum stands for it in the regional accounts, which have no row for it."""

INDUSTRIES = ("ABDE", "C", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "RST")
"""Industries by SIC section that employees and value added share: A, B, D and E are one, and so are R to U.

Small districts' accounts suppress agriculture and utilities apart, so these are production less manufacturing.
"""

NAMES: Mapping[str, str] = {
    "ABDE": "Agriculture, mining, energy and water",
    "C": "Manufacturing",
    "F": "Construction",
    "G": "Wholesale and retail",
    "H": "Transport and storage",
    "I": "Accommodation and food",
    "J": "Information and communication",
    "K": "Finance and insurance",
    "L": "Real estate",
    "M": "Professional and technical",
    "N": "Administrative and support",
    "O": "Public administration",
    "P": "Education",
    "Q": "Health and social work",
    "RST": "Arts, recreation and other services",
}

_SECTIONS: Mapping[str, tuple[str, ...]] = {
    **{code: (code,) for code in INDUSTRIES if len(code) == 1},
    "ABDE": ("A", "B", "D", "E"),
    "RST": ("R", "S", "T", "U"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Employees:
    """Employees by (year, industry), here and in Great Britain, with the bounds of their rounding."""

    codes: tuple[str, ...]
    years: tuple[int, ...]
    here: FloatArray
    here_low: FloatArray
    here_high: FloatArray
    there: FloatArray
    there_low: FloatArray
    there_high: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class ValueAdded:
    """Value added in GBP million by (year, industry) or (year, place, industry), without imputed rent."""

    codes: tuple[str, ...]
    years: tuple[int, ...]
    here: FloatArray
    there: FloatArray


def employees(figures: Figures, area: Area) -> Employees | None:
    """The area's and Great Britain's employees; None where no list of codes in the source makes up the area."""
    if BRES not in figures:
        return None
    codes = area.find(words_in(figures.table(BRES), "place"))
    if not codes or codes == (GREAT_BRITAIN,):
        return None
    sections = [section for code in INDUSTRIES for section in _SECTIONS[code]]
    found = figures.grid(
        BRES, {"place": (*codes, GREAT_BRITAIN), "period": None, "industry": sections}, measure="employees"
    )
    if found is None:
        return None
    parts = [_by_industry(array, sections) for array in (found.value, found.low, found.high)]
    here = [part[:-1].sum(axis=0) for part in parts]
    there = [part[-1] for part in parts]
    whole = np.isfinite(here[0]).all(axis=1) & np.isfinite(there[0]).all(axis=1)
    years = tuple(int(period) for period, keep in zip(found.of("period"), whole, strict=True) if keep)
    return Employees(codes, years, *(part[whole] for part in (*here, *there))) if years else None


def value_added(
    figures: Figures, area: Area, measure: str = "gva-current", *, by_place: bool = False
) -> ValueAdded | None:
    """The area's value added and Great Britain's; None where a district or Great Britain lacks it.

    Where a district lacks an industry and the whole is asked for, the regions that make up the area are read instead.

    Chained volumes do not add up: sums of them over districts or industries are close near the reference year and
    drift away from it. `by_place` keeps the districts apart.
    """
    if not area.members:
        return None
    codes = _source_codes()
    local = figures.grid(GVA_LOCAL, {"place": area.members, "period": None, "industry": codes}, measure=measure)
    wider = figures.grid(GVA_WIDER, {"place": GREAT_BRITAIN_PARTS, "period": None, "industry": codes}, measure=measure)
    of_places = area.members
    if not by_place and (local is None or not np.isfinite(local.value).any(axis=1).all()):
        of_places = _regions_with_accounts(figures, area)
        local = figures.grid(GVA_WIDER, {"place": of_places, "period": None, "industry": codes}, measure=measure)
    if local is None or wider is None:
        return None
    shared = [period for period in local.of("period") if period in wider.of("period")]
    at = [[grid.of("period").index(period) for period in shared] for grid in (local, wider)]
    districts = np.moveaxis(_combined(local.value[:, at[0]], codes), 0, 1)
    here = districts if by_place else districts.sum(axis=1)
    there = _combined(wider.value[:, at[1]], codes).sum(axis=0)
    whole = np.isfinite(here).reshape(len(shared), -1).all(axis=1) & np.isfinite(there).all(axis=1)
    if not whole.any():
        return None
    years = tuple(int(period) for period, keep in zip(shared, whole, strict=True) if keep)
    return ValueAdded(of_places, years, here[whole], there[whole])


def _regions_with_accounts(figures: Figures, area: Area) -> tuple[str, ...]:
    """The codes that make up the area in the accounts of regions."""
    return area.find(words_in(figures.table(GVA_WIDER), "place")) if GVA_WIDER in figures else ()


def _source_codes() -> list[str]:
    return ["A-E", "C", *(code for code in INDUSTRIES if code not in ("ABDE", "C", "L", "RST")), "68", "R", "S", "T"]


def _combined(values: FloatArray, codes: Sequence[str]) -> FloatArray:
    """Sections of the accounts as the shared industries; real estate is without the rent imputed to owners."""
    column = {code: values[..., index] for index, code in enumerate(codes)}
    made = {
        **column,
        "ABDE": column["A-E"] - column["C"],
        "L": column["68"],
        "RST": column["R"] + column["S"] + column["T"],
    }
    return np.stack([made[code] for code in INDUSTRIES], axis=-1)


def _by_industry(values: FloatArray, sections: Sequence[str]) -> FloatArray:
    groups = [[sections.index(section) for section in _SECTIONS[code]] for code in INDUSTRIES]
    return np.stack([values[..., group].sum(axis=-1) for group in groups], axis=-1)
