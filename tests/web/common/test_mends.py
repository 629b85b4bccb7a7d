"""Promises about what a message says in a browser: in the reader's language, with no command to be typed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from placewright.core.errors import UnknownIndicator
from placewright.core.said import kept_words, sentences, worded
from placewright.web.common.mends import _LISTS, _MENDS, kept_by, mend, said, said_by, spot, told_again, told_by
from pseudo_language import pseudo, speak_pseudo

PROGRAM = Path(__file__).resolve().parents[3] / "src" / "placewright"
_NAMED = re.compile(r"`placewright ([a-z]+)(?: (?:WORKSPACE|[^ `]*))?(?: ([a-z]+))?")
_NOT_SHOWN = ("cli", "sources", "methods", "web/api")
"""What speaks in a terminal, or in the protocol of a process that fetches."""


def named_commands() -> Iterator[tuple[str, str]]:
    """Every command that a message of the program names, with the file that says it."""
    for path in sorted(PROGRAM.rglob("*.py")):
        inside = path.relative_to(PROGRAM).as_posix()
        if not inside.startswith(_NOT_SHOWN):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield from ((found[1], inside) for found in _NAMED.finditer(node.value))


@pytest.fixture
def pseudo_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A reader of a language without Latin letters."""
    speak_pseudo(monkeypatch)
    with override("cy"):
        yield


def test_every_command_that_a_message_names_has_a_page_and_a_button() -> None:
    missing = {(name, where) for name, where in named_commands() if name not in {*_MENDS, "list"}}
    assert not missing


@pytest.mark.parametrize(
    ("fix", "words"),
    [
        ("Look at it, then `placewright review WORKSPACE claim:x --by ROLE --note TEXT`.", "sign it off"),
        ("Run `placewright fetch x`, then `placewright adopt x`.", "Refresh the data"),
        ("See `placewright list x indicators`.", "The explorer lists all indicators."),
        ("`placewright list` shows those there are.", "in the team's menu"),
    ],
)
def test_a_page_stands_where_a_command_is_named(fix: str, words: str) -> None:
    assert words in mend(fix) and "`placewright" not in mend(fix)


def test_what_names_no_command_stays() -> None:
    assert mend("Did you mean 'x'? See `placewright list indicators`.") == (
        "Did you mean 'x'? The explorer lists all indicators."
    )
    assert mend("Rewrite the claim.") == "Rewrite the claim." and mend("") == "" and mend(None) == ""


def test_a_list_that_has_a_page_is_a_kind_that_commands_list() -> None:
    assert set(_LISTS) <= {"indicators", "places", "sources", "editions"}


def test_an_error_that_was_kept_is_told_in_the_language_in_which_it_is_read(pseudo_language: None) -> None:
    error = UnknownIndicator.named("gva-hour", ["gva-per-hour"])
    error.where = "claims/hour.md, line 3"
    assert told_again(kept_by(error)) == told_by(error)
    assert pseudo("Did you mean ") in told_again(kept_by(error)) and pseudo("line ") in told_again(kept_by(error))
    assert told_again("It was broken off.") == "It was broken off." and told_again("3") == "3"


def test_where_something_is_wrong_is_said_in_the_readers_language_and_names_stay(pseudo_language: None) -> None:
    assert spot("gva.xlsx, sheet 'Table 3', row 12, column 'E'") == (
        f"gva.xlsx, {pseudo('sheet ')}'Table 3', {pseudo('row ')}12, {pseudo('column ')}'E'"
    )
    assert spot("strategy/rows.md, line 4") == f"strategy/rows.md, {pseudo('line ')}4"
    assert spot("rows of the plan.csv") == "rows of the plan.csv" and spot(None) == ""


def test_a_message_and_its_mend_are_in_the_readers_language(pseudo_language: None) -> None:
    error = UnknownIndicator.named("gva-hour", ["gva-per-hour"], see="`placewright list indicators`")
    assert said_by(error) == " ".join(
        [
            pseudo("No ") + pseudo("indicator") + " 'gva-hour'.",
            pseudo("Did you mean ") + "'gva-per-hour'?",
            pseudo("The explorer lists all indicators."),
        ]
    )


def test_a_message_that_was_kept_is_in_the_readers_language(pseudo_language: None) -> None:
    kept = kept_words(sentences(worded("It costs %(much)s.", much="£3"), worded("Mend it.")))
    assert said(kept) == f"{pseudo('It costs ')}£3. {pseudo('Mend it.')}"
    assert said("As somebody wrote it.") == "As somebody wrote it."
