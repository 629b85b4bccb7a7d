"""How much of a productivity gap is what a place makes, and how much is how well it makes it."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from placewright.core.errors import PlacewrightError, UnknownName
from placewright.core.late_dataclass import dataclass

FloatArray = npt.NDArray[np.float64]
Labour = Literal["hours", "jobs", "employees"]

_ADDS_TO_ONE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class IndustryGaps:
    """The parts of the gap by industry, in the unit of productivity.

    `mix` of one industry has no meaning of its own: having more of anything counts as good. Read `centred_mix` instead,
    where having more of an industry counts as good only if it is more productive than the whole; both sum to the same.
    """

    mix: FloatArray
    within: FloatArray
    interaction: FloatArray
    midpoint_mix: FloatArray
    midpoint_within: FloatArray
    centred_mix: FloatArray
    centred_midpoint_mix: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class GapDecomposition:
    """A gap and its parts, in the unit of productivity per one of `shares_of` (hours, jobs or employees).

    `gap` = `mix` + `within` + `interaction` = `midpoint_mix` + `midpoint_within`. NaN, with a `reason`, where a
    productivity that matters is missing.
    """

    shares_of: Labour
    local_productivity: float
    wider_productivity: float
    gap: float
    mix: float
    within: float
    interaction: float
    midpoint_mix: float
    midpoint_within: float
    by_industry: IndustryGaps
    reason: str | None = None


def decompose_gap(
    local_share: npt.ArrayLike,
    local_productivity: npt.ArrayLike,
    wider_share: npt.ArrayLike,
    wider_productivity: npt.ArrayLike,
    *,
    shares_of: Labour = "hours",
) -> GapDecomposition:
    """The gap between a place's productivity and the wider economy's, split into industry mix and within-industry.

    With s for an industry's share of labour and p for its productivity, r here and n in the wider economy:

    - mix = sum (s_r - s_n) p_n, within = sum s_n (p_r - p_n), interaction = sum (s_r - s_n)(p_r - p_n);
    - midpoint_mix = sum (s_r - s_n)(p_r + p_n)/2, midpoint_within = sum (s_r + s_n)/2 (p_r - p_n): no interaction.

    An industry that one side does not have (share 0) has no productivity there: it is given the other side's, so all
    its effect is mix. Where both lack it, it adds nothing. The shares must be of what the productivity is per: shares
    of employees with GVA per hour do not add up to GVA per hour, and the result names which were used. Leave out
    imputed rent, which is value added without labour. Coarse industries hide mix in `within`.

    Args:
        local_share: by industry, 0-1, adding to 1.
        local_productivity: value added per hour (job, employee) of the industry here.
        wider_share: by industry, 0-1, adding to 1.
        wider_productivity: the same in the wider economy.
        shares_of: what the shares are of, and what productivity is per.

    Reference: Oaxaca (1973) in its three-term and midpoint forms, as in ONS's regional firm-level analysis (2017).

    Raises:
        UnknownName: shares are of something else than hours, jobs or employees.
        PlacewrightError: the four lists are not of the same industries, or shares are negative, missing or do not add
            to 1.

    >>> parts = decompose_gap([.3, .5, .2], [30, 36, 50], [.2, .5, .3], [32, 40, 55])
    >>> [round(part, 2) for part in (parts.gap, parts.mix, parts.within, parts.interaction)]
    [-5.9, -2.3, -3.9, 0.3]
    >>> round(parts.midpoint_mix, 2), round(parts.midpoint_within, 2), parts.shares_of
    (-2.15, -3.75, 'hours')
    """
    if shares_of not in get_args(Labour):
        raise UnknownName.named(shares_of, get_args(Labour))
    share, wide_share = _shares(local_share, "here"), _shares(wider_share, "in the wider economy")
    level, wide_level = _levels(local_productivity, share), _levels(wider_productivity, wide_share)
    if not share.shape == wide_share.shape == level.shape == wide_level.shape:
        raise PlacewrightError("The gap needs the same industries four times.")
    absent = (share == 0) & (wide_share == 0)
    level, wide_level = (
        np.where(absent, 0.0, np.where(share == 0, wide_level, level)),
        np.where(absent, 0.0, np.where(wide_share == 0, level, wide_level)),
    )
    here, there = float(share @ level), float(wide_share @ wide_level)
    more, better = share - wide_share, level - wide_level
    middle = (level + wide_level) / 2
    industries = IndustryGaps(
        mix=more * wide_level,
        within=wide_share * better,
        interaction=more * better,
        midpoint_mix=more * middle,
        midpoint_within=(share + wide_share) / 2 * better,
        centred_mix=more * (wide_level - there),
        centred_midpoint_mix=more * (middle - (here + there) / 2),
    )
    return GapDecomposition(
        shares_of=shares_of,
        local_productivity=here,
        wider_productivity=there,
        gap=here - there,
        mix=float(industries.mix.sum()),
        within=float(industries.within.sum()),
        interaction=float(industries.interaction.sum()),
        midpoint_mix=float(industries.midpoint_mix.sum()),
        midpoint_within=float(industries.midpoint_within.sum()),
        by_industry=industries,
        reason=None if np.isfinite(here - there) else "the productivity of an industry with labour is missing",
    )


def _shares(given: npt.ArrayLike, where: str) -> FloatArray:
    shares = np.asarray(given, dtype=np.float64)
    if shares.ndim != 1 or bool(np.isnan(shares).any()) or bool((shares < 0).any()):
        raise PlacewrightError(
            f"The shares {where} are not one list of numbers from 0 to 1.",
            fix="Give every industry a share, 0 where there is none, or merge what is suppressed.",
        )
    if abs(float(shares.sum()) - 1) > _ADDS_TO_ONE:
        raise PlacewrightError(
            f"The shares {where} add to {shares.sum():.6g}, not 1.", fix="Divide the labour by its own total."
        )
    return shares


def _levels(given: npt.ArrayLike, shares: FloatArray) -> FloatArray:
    levels = np.asarray(given, dtype=np.float64)
    return np.where(shares == 0, np.nan, levels) if levels.shape == shares.shape else levels
