"""Promises about sentences that each reader has in their own language."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator

import pytest

from placewright.core.said import in_words, kept_words, sentences, worded, worded_count, words_kept
from placewright.core.words import speak, speak_catalogue

_WELSH = {"%(count)s of %(all)s hold": "%(count)s o %(all)s yn dal", "It holds.": "Mae'n dal."}
_COUNTED = {"%(count)s claim": ("%(count)s honiad", "%(count)s hawliad")}


@pytest.fixture
def welsh() -> Iterator[None]:
    """A language with words of its own for a few."""
    speak(
        lambda one: _WELSH.get(one, one),
        lambda one, several, count: _COUNTED[one][count != 1] if one in _COUNTED else several,
        lambda: "cy",
    )
    yield
    speak_catalogue("")


def _said(count: int) -> str:
    return worded("%(count)s of %(all)s hold", count=count, all=worded_count("%(count)s claim", "%(count)s claims", 3))


def test_a_sentence_is_english_wherever_it_is_kept(welsh: None) -> None:
    said = _said(2)
    assert said == "2 of 3 claims hold" and f"{said}." == "2 of 3 claims hold."
    assert json.dumps(said) == '"2 of 3 claims hold"'


def test_a_sentence_and_what_it_is_made_of_are_said_in_the_language_of_the_moment(welsh: None) -> None:
    assert in_words(_said(2)) == "2 o 3 hawliad yn dal"


def test_one_thing_has_its_own_words(welsh: None) -> None:
    assert in_words(worded_count("%(count)s claim", "%(count)s claims", 1)) == "1 honiad"


@pytest.mark.parametrize(("count", "words"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims")])
def test_as_they_stand_words_are_for_one_thing_or_for_several(count: int, words: str) -> None:
    speak_catalogue("")
    assert in_words(worded_count("%(count)s claim", "%(count)s claims", count)) == words


def test_several_sentences_are_each_said(welsh: None) -> None:
    assert sentences("", "Our own words.", worded("It holds.")) == "Our own words. It holds."
    assert in_words(sentences("Our own words.", worded("It holds."))) == "Our own words. Mae'n dal."


def test_what_somebody_wrote_is_said_as_it_stands(welsh: None) -> None:
    assert in_words("100%(count)s of it holds.") == "100%(count)s of it holds."


@pytest.mark.parametrize("way", [lambda said: words_kept(json.loads(json.dumps(kept_words(said)))), lambda said: said])
def test_a_sentence_that_was_kept_can_be_said_again(welsh: None, way: object) -> None:
    said = way(_said(2))  # type: ignore[operator]
    assert in_words(said) == "2 o 3 hawliad yn dal" and said == "2 of 3 claims hold"


def test_a_sentence_goes_to_another_process_with_its_values(welsh: None) -> None:
    assert in_words(pickle.loads(pickle.dumps(_said(2)))) == "2 o 3 hawliad yn dal"
