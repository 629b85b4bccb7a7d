"""A rehearsal hears every class by which answers are weighed, so that its weights can be made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from placewright.questionnaires.instrument_file import InstrumentFile, read_instrument
from placewright.questionnaires.invented import invent_respondents
from placewright.questionnaires.recipe import Unit, weigh
from placewright.questionnaires.recipe_rehearsed import classes_to_hear, heard
from placewright.questionnaires.standing import Standing

SHIPPED = Path(__file__).parents[3] / "places" / "hertfordshire" / "instruments" / "business-productivity.toml"


@pytest.fixture(scope="module")
def survey() -> InstrumentFile:
    return read_instrument(SHIPPED)


def _units(survey: InstrumentFile, count: int, seed: int) -> list[Unit]:
    known = classes_to_hear(survey.questionnaire, survey.recipe, count)
    people = invent_respondents(survey.questionnaire, count, np.random.default_rng(seed), known=known)
    return [Unit(one.answers, stratum=str(one.answers["size"])) for one in people]


@pytest.mark.parametrize(("count", "seeds"), [(60, 20), (150, 20), (600, 12), (2_000, 3), (5_000, 1)])
@pytest.mark.parametrize("standing", [Standing.SURVEY, Standing.QUOTA])
def test_the_shipped_survey_has_weights_within_its_bound(
    survey: InstrumentFile, count: int, seeds: int, standing: Standing
) -> None:
    for seed in range(seeds):
        weighted = weigh(survey.recipe, _units(survey, count, seed), standing)

        assert weighted.weights.sum() == pytest.approx(61_525)
        assert weighted.weights.max() <= 5.0 * weighted.weights.mean() * 1.01, (count, seed)


def test_every_class_is_heard_in_a_small_rehearsal(survey: InstrumentFile) -> None:
    sizes = Counter(unit.stratum for unit in _units(survey, 60, 3))

    assert min(sizes.values()) >= 5
    assert set(sizes) == {"0-9", "10-49", "50-249", "250-over"}


def test_no_stratum_has_more_answers_than_it_holds() -> None:
    sizes = [55_680.0, 4_690.0, 900.0, 255.0]
    for count in (60, 600, 2_000, 5_000):
        assert all(share * count <= size for share, size in zip(heard(sizes, count), sizes, strict=True))
        assert sum(heard(sizes, count)) == pytest.approx(1)
