"""Fractions and multiples in words, held against the figures that stand beside them."""

from __future__ import annotations

import pytest

from placewright.ledger.prose import Material

from .prose_makers import chapter, check_prose, claim, material, rules, spec, test

BETWEEN_TWO = [
    ("Here {{ here }} had jobs, a fifth fewer than in England ({{ england }}).", True),
    ("Here {{ here }} had jobs, about a fifth fewer than in England ({{ england }}).", True),
    ("Here {{ here }} had jobs, nearly a third fewer than in England ({{ england }}).", False),
    ("Here {{ here }} had jobs, a tenth fewer than in England ({{ england }}).", False),
    ("Here {{ here }} had jobs, a fifth more than in England ({{ england }}).", False),
    ("Here {{ here }} had jobs, half as many as in England ({{ england }}).", False),
    ("Here {{ here }} had jobs, twice as many as in England ({{ england }}).", False),
    ("Here {{ here }} had jobs, four fifths of the number in England ({{ england }}).", True),
    ("Here {{ here }} had jobs, against {{ england }} in England: a fifth fewer.", True),
    ("Here {{ here }} had jobs, against {{ england }} in England: a third fewer.", False),
]


def of_two(text: str) -> Material:
    figures = {"here": spec("jobs"), "england": spec("jobs", place="ENGLAND")}
    results = {"made": {"here": {"value": 80.0, "text": "80"}, "england": {"value": 100.0, "text": "100"}}}
    return material(claim(text, figures=figures, holds=(test("here", "below", "england"),)), results=results)


@pytest.mark.parametrize(("text", "is_so"), BETWEEN_TWO)
def test_by_how_much_more_or_less_is_computed_from_the_two_figures(text: str, *, is_so: bool) -> None:
    found = rules(check_prose(of_two(text)))
    assert ("words-against-figures" not in found) is is_so
    assert "unbound-number" not in found


def test_the_message_says_what_the_figures_make() -> None:
    (issue,) = check_prose(of_two("Here {{ here }} had jobs, nearly a third fewer than in England ({{ england }})."))
    assert "'nearly a third fewer' is not so" in issue.issue.what
    assert "20% less" in issue.issue.what


OF_A_SHARE = [
    ("One adult in five ({{ made.here }}) has no work.", True),
    ("Some two in ten adults ({{ made.here }}) have no work.", True),
    ("One adult in four ({{ made.here }}) has no work.", False),
    ("More than a fifth of adults ({{ made.here }}) have no work.", True),
    ("More than a tenth of adults ({{ made.here }}) have no work.", False),
    ("Of adults {{ made.here }} have no work, less than a quarter.", True),
    ("Of adults {{ made.here }} have no work, not even one in four.", True),
    ("Of adults {{ made.here }} have no work, nearly a third.", False),
    ("Of adults {{ made.here }} have no work, about a fifth.", True),
    ("Of adults {{ made.here }} have no work, about a third.", False),
    ("Of adults {{ made.here }} have no work, no more than a quarter.", True),
    ("Of adults {{ made.here }} have no work, no less than a quarter.", False),
    ("Of adults {{ made.here }} have no work, no fewer than a fifth.", True),
    ("Of adults {{ made.here }} have no work, just over a fifth.", True),
]


@pytest.mark.parametrize(("text", "is_so"), OF_A_SHARE)
def test_a_share_in_words_beside_its_figure_is_held_against_it(text: str, *, is_so: bool) -> None:
    own = claim("Of adults {{ here }} have no work.", figures={"here": spec("unemployment-rate")})
    results = {"made": {"here": {"value": 21.0, "text": "21.0%"}}}
    found = rules(check_prose(material(own, chapters=[chapter(text)], results=results)))
    assert ("words-against-figures" not in found) is is_so
    assert "unbound-number" not in found


@pytest.mark.parametrize(
    "text",
    [
        "Of adults {{ made.here }} have no work, a third of them young.",
        "One adult in five has no work.",
        "Of adults {{ made.here }} have no work. A third have a car.",
    ],
)
def test_a_share_of_something_else_is_typed_as_before(text: str) -> None:
    own = claim("Of adults {{ here }} have no work.", figures={"here": spec("unemployment-rate")})
    results = {"made": {"here": {"value": 21.0, "text": "21.0%"}}}
    assert "unbound-number" in rules(check_prose(material(own, chapters=[chapter(text)], results=results)))


@pytest.mark.parametrize(
    ("words", "is_so"),
    [("more than nine times as much", True), ("more than twice as much", False), ("some ten times as much", True)],
)
def test_a_multiple_before_a_quotient_is_held_against_it(words: str, *, is_so: bool) -> None:
    figures = {"times": spec("gva", as_="quotient:ENGLAND")}
    results = {"made": {"times": {"value": 9.6, "text": "9.6", "unit": "ratio"}}}
    made = claim(f"It won {words} ({{{{ times }}}}).", figures=figures, holds=(test("times", "above", 1.5),))
    found = rules(check_prose(material(made, results=results)))
    assert ("words-against-figures" not in found) is is_so
    assert "unbound-number" not in found


@pytest.mark.parametrize(("words", "is_so"), [("four fifths of it had gone", True), ("half of it had gone", False)])
def test_what_is_gone_is_computed_from_then_and_now(words: str, *, is_so: bool) -> None:
    text = (
        f"The lead was {{{{ then }}}} in {{{{ then.period }}}}. By {{{{ now.period }}}} it was {{{{ now }}}}: {words}."
    )
    figures = {"then": spec("gva", period="2004"), "now": spec("gva")}
    made = claim(text, figures=figures, holds=(test("now", "below", "then"),))
    results = {"made": {"then": {"value": 20.0, "text": "20"}, "now": {"value": 4.0, "text": "4"}}}
    assert ("words-against-figures" not in rules(check_prose(material(made, results=results)))) is is_so


@pytest.mark.parametrize(
    ("words", "is_so"), [("nearly twice as fast", True), ("half as fast", False), ("twice as many", None)]
)
def test_how_fast_is_computed_from_two_changes(words: str, *, is_so: bool | None) -> None:
    """Of how many there are, two changes say nothing: there the multiple is typed as before."""
    figures = {
        "here": spec("jobs", period="2013..2023", as_="change-percent"),
        "england": spec("jobs", place="ENGLAND", period="2013..2023", as_="change-percent"),
    }
    results = {
        "made": {
            "here": {"value": -2.1, "text": "−2.1%", "unit": "%"},
            "england": {"value": -1.2, "text": "−1.2%", "unit": "%"},
        }
    }
    text = f"Jobs fell by {{{{ here.abs }}}}, {words} as in England ({{{{ england.abs }}}})."
    made = claim(text, figures=figures, holds=(test("here", "below", "england"),))
    found = rules(check_prose(material(made, results=results)))
    assert ("words-against-figures" in found, "unbound-number" in found) == (is_so is False, is_so is None)


def test_a_test_of_half_does_not_let_the_other_side_of_half_pass() -> None:
    text = "Of adults {{ here }} have no work, more than half."
    made = claim(text, figures={"here": spec("unemployment-rate")}, holds=(test("here", "below", 50.0),))
    found = check_prose(material(made, results={"made": {"here": {"value": 45.9, "text": "45.9%"}}}))
    assert "words-against-figures" in rules(found)


@pytest.mark.parametrize(("words", "is_so"), [("Fewer than half", True), ("More than half", False), ("A third", None)])
def test_a_heading_may_say_the_fraction_that_a_claim_under_it_tests(words: str, *, is_so: bool | None) -> None:
    own = claim(
        "Of adults {{ here }} have no work.",
        figures={"here": spec("unemployment-rate")},
        holds=(test("here", "below", 50.0),),
    )
    results = {"made": {"here": {"value": 45.9, "text": "45.9%"}}}
    heading = chapter(f"## {words} of adults have no work\n\n{{{{ claim:made }}}}")
    found = rules(check_prose(material(own, chapters=[heading], results=results)))
    assert ("words-against-figures" in found, "unbound-number" in found) == (is_so is False, is_so is None)


def test_figures_of_two_indicators_make_no_part_of_one_another() -> None:
    figures = {"here": spec("jobs"), "there": spec("enterprises")}
    text = "There are {{ here }} jobs, a fifth more than firms ({{ there }})."
    assert "unbound-number" in rules(check_prose(material(claim(text, figures=figures))))


def test_new_figures_break_a_fraction_in_words() -> None:
    text = "Here {{ here }} had jobs, a fifth fewer than in England ({{ england }})."
    figures = {"here": spec("jobs"), "england": spec("jobs", place="ENGLAND")}
    made = claim(text, figures=figures, holds=(test("here", "below", "england"),))
    new = {"made": {"here": {"value": 95.0, "text": "95"}, "england": {"value": 100.0, "text": "100"}}}
    assert rules(check_prose(material(made, results=new))) == ["words-against-figures"]
