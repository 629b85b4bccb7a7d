"""What results were made of, as digests: the same questionnaire, answers, plan and code give the same tables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import placewright
from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.reading import digest_of
from placewright.questionnaires.results import Plan
from placewright.questionnaires.results_coding import Reply
from placewright.questionnaires.results_layouts import LAYOUT
from placewright.questionnaires.results_model import Results, plain_results

CODE = (
    "core/said.py",
    "methods/_distributions.py",
    "methods/_margins.py",
    "methods/_vectors.py",
    "methods/disclosure.py",
    "methods/survey_*.py",
    "questionnaires/area_words.py",
    "questionnaires/flow.py",
    "questionnaires/model.py",
    "questionnaires/recipe.py",
    "questionnaires/recipe_unmet.py",
    "questionnaires/results*.py",
    "questionnaires/rules.py",
    "questionnaires/standing.py",
    "workspace/records_in_toml.py",
)
"""The files that tables rest on, and no others: a change elsewhere does not make another program of it."""


def frozen_digests(
    questionnaires: Sequence[Questionnaire], replies: Sequence[Reply], plan: Plan, results: Results
) -> dict[str, str]:
    """SHA-256 of everything that the tables rest on, and of the tables; answers cannot be told from theirs.

    Beside them stand the version of the program and the layout of the tables, so that they can be made again alike.

    Args:
        questionnaires: every version that was answered.
        replies: the responses that are counted, in any order.
        plan: standing, recipe, breakdowns and thresholds.
        results: the tables that were made.
    """
    held = sorted(replies, key=lambda reply: reply.reference)
    rows = [
        [one.reference, dict(one.answers), one.is_flagged, one.stratum, one.cluster, one.base_weight] for one in held
    ]
    return {
        "questionnaire": _digest([digest_of(one) for one in questionnaires]),
        "data": _digest(rows),
        "recipe": _digest(_plain_plan(plan)),
        "code": code_digest(),
        "version": placewright.__version__,
        "layout": str(LAYOUT),
        "tables": tables_digest(plain_results(results)),
    }


def _plain_plan(plan: Plan) -> dict[str, object]:
    """The plan as plain values; what came later is in it only where it says something, so that digests stay."""
    held = asdict(plan)
    return held if plan.names_answers else {name: value for name, value in held.items() if name != "names_answers"}


def tables_digest(tables: Mapping[str, object]) -> str:
    """The SHA-256 of tables as plain values."""
    return _digest(tables)


@lru_cache(maxsize=1)
def code_digest() -> str:
    """The SHA-256 of the code that makes the tables."""
    root = Path(__file__).parent.parent
    found = sha256()
    for pattern in CODE:
        for path in sorted(root.glob(pattern)):
            found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _digest(held: object) -> str:
    return sha256(json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
