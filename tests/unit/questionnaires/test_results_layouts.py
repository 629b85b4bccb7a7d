"""Tables that were kept under each layout are made again byte for byte, and what makes them is what is digested."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import grimp
import pytest

import placewright
from placewright.publish.result_files import results_json
from placewright.questionnaires.results import make_results
from placewright.questionnaires.results_frozen import CODE, frozen_digests, tables_digest
from placewright.questionnaires.results_layouts import LAYOUT, in_layout, layouts_of
from placewright.questionnaires.results_model import plain_results, results_from_plain
from placewright.questionnaires.results_verified import compare_in_layout
from unit.questionnaires.kept_answers import ASKED, PLANS, replies

KEPT = Path(__file__).with_name("kept_tables")
NAMES = sorted(path.stem for path in KEPT.glob("*.json"))


def _kept(name: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((KEPT / f"{name}.json").read_text(encoding="utf-8"))
    return held


def _today(kind: str, layout: int = LAYOUT) -> dict[str, Any]:
    return plain_results(make_results(ASKED, replies(), PLANS[kind], layout=layout))


def test_each_layout_of_each_kind_is_kept() -> None:
    assert sorted(f"{layout}-{kind}" for layout in range(1, LAYOUT + 1) for kind in PLANS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_tables_are_made_again_byte_for_byte_as_the_version_that_made_them_laid_them_out(name: str) -> None:
    layout, kind = name.split("-")

    again = in_layout(_today(kind, int(layout)), int(layout))

    assert tables_digest(again) == tables_digest(_kept(name))


@pytest.mark.parametrize("name", NAMES)
def test_which_layout_it_was_is_found_where_it_was_not_kept(name: str) -> None:
    layout, kind = name.split("-")

    found = compare_in_layout(_kept(name), _today(kind, int(layout)), layouts_of({}))

    assert found.is_same
    assert (found.newer > 0) == (kind == "survey" and int(layout) < 3)  # a test of tables, of answers and of means


@pytest.mark.parametrize("name", NAMES)
def test_the_file_of_kept_tables_holds_them_as_they_are_kept(name: str) -> None:
    held = results_from_plain(_kept(name))

    assert json.loads(results_json(held, {}))["results"] == _kept(name)


def test_a_figure_that_the_layout_has_and_the_kept_tables_lack_is_a_difference() -> None:
    kept = _kept(f"{LAYOUT}-survey")
    tables = [table for question in kept["questions"] for table in question["tables"]]
    del next(table for table in tables if "statistic" in table.get("test", {}))["test"]

    found = compare_in_layout(kept, _today("survey"), layouts_of({"layout": str(LAYOUT)}))

    assert not found.agrees


def test_tables_of_a_layout_that_is_not_known_here_are_compared_as_they_stand() -> None:
    assert layouts_of({"layout": str(LAYOUT + 1)}) == ()
    assert compare_in_layout(_kept(f"{LAYOUT}-quota"), _today("quota"), ()).is_same


def test_the_layout_stands_beside_the_digests() -> None:
    made = make_results(ASKED, replies(), PLANS["quota"])

    frozen = frozen_digests([ASKED], replies(), PLANS["quota"], made)

    assert frozen["layout"] == str(LAYOUT)
    assert frozen["version"] == placewright.__version__


@pytest.mark.parametrize(
    "change", [{"threshold": 11}, {"least_base": 31}, {"breakdowns": ()}, {"names_answers": True}], ids=str
)
def test_another_plan_has_another_digest(change: dict[str, Any]) -> None:
    asked, held, plan = ASKED, replies(), PLANS["quota"]
    made = make_results(asked, held, plan)

    before, after = (frozen_digests([asked], held, one, made)["recipe"] for one in (plan, replace(plan, **change)))

    assert before != after


def test_every_file_that_tables_rest_on_is_digested() -> None:
    root = Path(placewright.__file__).parent
    digested = {path.relative_to(root).as_posix() for pattern in CODE for path in root.glob(pattern)}
    graph = grimp.build_graph("placewright", exclude_type_checking_imports=True)
    used = {
        f"{name.removeprefix('placewright.').replace('.', '/')}.py"
        for name in graph.find_upstream_modules("placewright.questionnaires.results")
        if name.startswith(("placewright.questionnaires.", "placewright.methods."))
    }

    assert used <= digested
    assert all(list(root.glob(pattern)) for pattern in CODE)


@pytest.mark.parametrize("layout", range(1, LAYOUT + 1))
def test_a_share_that_weights_fix_has_its_base_as_effective_size(layout: int) -> None:
    """Its variance is none but for rounding, which differs between processors."""
    (question,) = [
        one for one in _today("survey", layout)["questions"] if one["code"] == _kept("5-survey")["questions"][1]["code"]
    ]
    table = question["tables"][0]
    assert [line["cells"][0]["effective"] for line in table["lines"]] == [table["groups"][0]["base"]] * len(
        table["lines"]
    )
