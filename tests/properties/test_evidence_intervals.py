"""The evidence engine's intervals are those that the methods give for the same quantities, for any numbers."""

from __future__ import annotations

import math

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placewright.core.quantities import ErrorKind, Interval, Quantity
from placewright.evidence.catalogue import _Parser
from placewright.evidence.plan import Plan, make_plan
from placewright.evidence.quotients import ERRORS, divide
from placewright.methods.intervals import divide_quantities, sum_quantities

KINDS = st.sampled_from([ErrorKind.SAMPLING, ErrorKind.ROUNDING, ErrorKind.REVISION])
QUANTITY = st.builds(
    lambda value, share, kind: Quantity(value, "x", Interval(value * (1 - share), value * (1 + share), kind)),
    st.floats(1, 1e6),
    st.floats(0.001, 0.9),
    KINDS,
)


def plan_for(parts: int) -> Plan:
    of = [{"dataset": "a", "measure": f"m{number}"} for number in range(parts)]
    indicator = _Parser("invented").indicator(
        {
            "id": "x", "name": "x", "short_name": "x", "definition": "x", "unit": "x", "decimals": 1,
            "polarity": "neutral", "foundation": "people", "theme": "x", "levels": ["lad"], "method": "x",
            "not_shown": "x",
            "compute": {"kind": "ratio", "of": of, "per": {"dataset": "a", "measure": "w"}},
        }
    )  # fmt: skip
    return make_plan([indicator], ["a"], bundled=False)


def side(quantities: list[Quantity], prefix: str = "") -> dict[str, list[float]]:
    """What the engine adds up for one side of a ratio, from the definition of each column."""
    intervals = [quantity.interval for quantity in quantities if isinstance(quantity.interval, Interval)]
    sampled = [interval.error is ErrorKind.SAMPLING for interval in intervals]
    pairs = list(zip(quantities, intervals, sampled, strict=True))
    sums = {
        "value": sum(q.value or 0.0 for q in quantities),
        "bound_low": sum((q.value or 0.0) if s else i.low for q, i, s in pairs),
        "bound_high": sum((q.value or 0.0) if s else i.high for q, i, s in pairs),
        "square": sum((i.width / 2) ** 2 for _, i, s in pairs if s),
        "end_low": sum(i.low for i in intervals),
        "end_high": sum(i.high for i in intervals),
        "parts": len(quantities), "present": len(quantities), "blind": 0, "worst": 0, "vague": 0,
        "sampled": sum(sampled),
        "rounded": sum(i.error is ErrorKind.ROUNDING for i in intervals),
        "revised": sum(i.error is ErrorKind.REVISION for i in intervals),
    }  # fmt: skip
    return {f"{prefix}{name}": [float(value)] for name, value in sums.items()}


@given(st.lists(QUANTITY, min_size=1, max_size=4), QUANTITY)
@settings(max_examples=150)
def test_a_quotient_of_sums_has_the_interval_of_the_methods(parts: list[Quantity], whole: Quantity) -> None:
    sums = pa.table({**side(parts), **side([whole], "d_"), "line": [0], "bundled": [False]})
    sums = sums.append_column("place", pa.array(["E07000243"]).dictionary_encode())
    made = divide(sums, plan_for(len(parts)), {})
    added = sum_quantities(parts)
    if len(parts) == 1 or added.error in (ErrorKind.SAMPLING, ErrorKind.ROUNDING, ErrorKind.REVISION):
        known = isinstance(added.interval, Interval) and (added.sampling_width == 0 or added.bounds_width == 0)
        if not known or not isinstance(added.interval, Interval):
            return
        wanted = divide_quantities(Quantity(added.value, "x", added.interval), whole)
        assert made.value[0] == pytest.approx(wanted.value)
        assert made.low[0] == pytest.approx(wanted.low)
        assert made.high[0] == pytest.approx(wanted.high)
        assert ERRORS[made.error[0]] is wanted.error


@given(st.lists(QUANTITY, min_size=1, max_size=4), QUANTITY)
@settings(max_examples=150)
def test_an_interval_holds_its_value(parts: list[Quantity], whole: Quantity) -> None:
    sums = pa.table({**side(parts), **side([whole], "d_"), "line": [0], "bundled": [False]})
    sums = sums.append_column("place", pa.array(["E07000243"]).dictionary_encode())
    made = divide(sums, plan_for(len(parts)), {})
    assert made.low[0] <= made.value[0] <= made.high[0] or math.isnan(made.low[0])
