"""A survey of very many is weighted and estimated within the memory of a small machine, with the same numbers."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from placewright.methods._distributions import beta_quantile, f_above, normal_quantile, t_above, t_quantile
from placewright.methods.survey_estimates import SurveyDesign, estimate_mean
from placewright.methods.survey_weights import rake

_MANY = 200_000
_SHARES = st.floats(0.001, 0.999)
_DEGREES = st.integers(1, 2_000_000)


def test_raking_and_a_mean_need_less_than_eighty_bytes_a_respondent() -> None:
    """Ten vectors of floats: a million respondents with their answers then fit beside Python, NumPy and SciPy."""
    rng = np.random.default_rng(3)
    margins = {
        name: (rng.integers(0, levels, _MANY, dtype=np.int32), dict.fromkeys(range(levels), 6e6 / levels))
        for name, levels in {"sex": 2, "age": 6, "region": 10, "tenure": 4}.items()
    }
    values, ones = rng.random(_MANY), np.ones(_MANY)
    estimate_mean(values[:100], SurveyDesign(ones[:100]))  # so that what is imported on the way is not counted
    tracemalloc.start()

    estimate_mean(values, SurveyDesign(ones, margins=margins))

    assert tracemalloc.get_traced_memory()[1] < 80 * _MANY
    tracemalloc.stop()


def test_an_interval_does_not_load_a_whole_statistics_package() -> None:
    asked = (
        "import sys\n"
        "from placewright.methods.survey_estimates import SurveyDesign, estimate_proportion\n"
        "estimate_proportion([1, 0, 1, 1], SurveyDesign([1.0] * 4), method='clopper-pearson')\n"
        "print('scipy.stats' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int32, np.int64])
def test_weights_are_the_same_however_levels_are_coded(kind: type) -> None:
    rng = np.random.default_rng(4)
    age, side = rng.integers(0, 6, 5_000), rng.choice(["east", "west"], 5_000)
    to_age, to_side = dict.fromkeys(range(6), 1_000.0), {"east": 2_500.0, "west": 3_500.0}
    by_words = rake(
        {"age": age.astype(str), "side": side}, {"age": {str(a): t for a, t in to_age.items()}, "side": to_side}
    )

    by_numbers = rake({"age": age.astype(kind), "side": side}, {"age": to_age, "side": to_side})

    assert (by_numbers == by_words).all()


@given(share=_SHARES, degrees=_DEGREES, value=st.floats(0, 60))
def test_student_s_t_is_that_of_scipy(share: float, degrees: int, value: float) -> None:
    assert t_quantile(share, degrees) == scipy.stats.t.ppf(share, degrees)
    assert t_above(value, degrees) == scipy.stats.t.sf(value, degrees)


@given(share=_SHARES, first=st.floats(0.5, 1e6), second=st.floats(0.5, 1e6), value=st.floats(0, 1e4))
def test_the_other_distributions_are_those_of_scipy(share: float, first: float, second: float, value: float) -> None:
    assert f_above(value, first, second) == scipy.stats.f.sf(value, first, second)
    assert normal_quantile(share) == scipy.stats.norm.ppf(share)
    assert beta_quantile(share, first, second) == scipy.stats.beta.ppf(share, first, second)
