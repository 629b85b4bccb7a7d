"""Figures in words: value, interval, what was done, and the tests that speak of them."""

from __future__ import annotations

from dataclasses import replace

from placewright.build.ledger_rows import when_words
from placewright.build.traces_in_words import TERRITORIES, Tracer, done_words, interval_words, test_words, value_words
from placewright.core.quantities import ErrorKind, Status
from placewright.core.said import Said
from placewright.evidence.catalogue import packaged_indicators
from placewright.places import registry
from placewright.publish.views import SourceNote
from placewright.records.verdict import CellRef, FigureResult, TestResult, Verdict
from placewright.workspace.authored import Authored

CELL = CellRef("gva-per-hour", "", "TLH23", "2022", "f")
HERE = FigureResult(
    "here",
    "£40.80",
    40.8,
    37.2,
    45.1,
    ErrorKind.REVISION,
    "GBP/hour",
    Status.OK,
    "gva-per-hour",
    "TLH23",
    "Hertfordshire",
    "2022",
    "2022",
    datasets=("productivity",),
    caveats=("agencies",),
    cells=(CELL,),
    without=43.7,
    without_text="£43.70",
    parts={"interval": "£37.20 to £45.10"},
)
UK = replace(HERE, name="uk", text="£39.70", place="K02000001", place_name="United Kingdom", caveats=(), without=None)
RANK = replace(
    HERE, name="rank", text="about 12th", value=12.0, unit="rank", as_="rank", of=309, rank_low=8, rank_high=20
)
NOTE = SourceNote("productivity", "Office for National Statistics", "Subregional productivity", released="June 2024")


def tracer() -> Tracer:
    """A tracer that knows one indicator and one release."""
    return Tracer(packaged_indicators(), {"productivity": NOTE})


def test_a_value_has_its_unit_in_words() -> None:
    assert value_words(HERE) == "£40.80 an hour"
    assert value_words(replace(HERE, unit="index UK=100", text="102.6")) == "102.6 (UK = 100)"
    assert value_words(replace(HERE, unit="%", text="14.8%")) == "14.8%"
    assert value_words(replace(HERE, unit="people", text="about 635,000")) == "about 635,000 people"
    assert value_words(replace(HERE, unit="GBP million", text="£49.7bn")) == "£49.7bn"
    assert value_words(RANK) == "about 12th of 309"


def test_a_missing_figure_is_words_and_says_why() -> None:
    gone = replace(HERE, value=None, low=None, high=None, text="", status=Status.SUPPRESSED, reason="withheld")
    traced = tracer().trace(gone)
    assert traced.value == "not available" and traced.interval == "" and "Missing: withheld." in traced.note


def test_an_error_that_no_interval_holds_is_said_of_each_figure_and_once_of_several() -> None:
    sampled = replace(NOTE, not_in_interval="The error of the sample comes on top.")
    knowing = Tracer(packaged_indicators(), {"productivity": sampled})
    traced = knowing.trace(UK)
    assert traced.caveats == ("The error of the sample comes on top.",) and traced.caveats[0] in traced.note
    assert knowing.caveat_words([UK, RANK]).count("The error of the sample comes on top.") == 1
    assert not knowing.trace(replace(UK, value=None, status=Status.SUPPRESSED)).caveats


def test_an_interval_says_what_it_holds() -> None:
    assert interval_words(HERE) == "£37.20 to £45.10: what one past revision did to such figures"
    assert interval_words(replace(HERE, error=ErrorKind.SAMPLING)).endswith("95% confidence interval")
    assert "No interval is known" in interval_words(replace(HERE, low=None, high=None))
    assert interval_words(RANK) == "8th to 20th, as far as the intervals of the figures leave open"


def test_a_trace_names_what_where_when_who_and_the_trouble() -> None:
    traced = tracer().trace(HERE)
    assert traced.what == packaged_indicators()["gva-per-hour"].name and traced.place == "Hertfordshire"
    assert traced.source.startswith("Office for National Statistics, Subregional productivity, release of June 2024")
    assert traced.note == "agencies Without those cells it is £43.70." and traced.href == "indicators/gva-per-hour.html"
    assert (traced.number, traced.low, traced.high) == (40.8, 37.2, 45.1)


def test_what_was_done_to_a_figure_is_a_sentence() -> None:
    changed = replace(HERE, as_="change-percent", from_period="2012", unit="%")
    assert done_words(changed, {}, Authored()) == "The change from 2012 to 2022, in percent of the first."
    less = done_words(replace(HERE, as_="difference-from:uk"), {"uk": UK}, Authored())
    assert less == "The figure less £39.70 an hour (United Kingdom, 2022)."
    assert done_words(replace(HERE, as_="difference-from:100"), {}, Authored()) == "The figure less 100."
    assert "England" in done_words(replace(HERE, as_="quotient:E92000001"), {}, Authored())
    assert done_words(HERE, {}, Authored()) == ""


def above(figure: str, than: str | Said) -> Said:
    """A test that one is above another, as the ledger says it."""
    return Said("%(figure)s is above %(than)s", {"figure": figure, "than": than})


def test_a_test_names_figures_by_what_tells_them_apart() -> None:
    figures = {
        "here": HERE,
        "uk": UK,
        "then": replace(HERE, name="then", text="£30.10", period="2012", period_label="2012"),
    }
    by_place = test_words(
        TestResult(above("here", Said("%(times)s times %(figure)s", {"times": "1.1", "figure": "uk"})), Verdict.HOLDS),
        figures,
    )
    assert by_place == "£40.80 an hour (Hertfordshire) is above 1.1 times £39.70 an hour (United Kingdom)"
    by_period = test_words(TestResult(above("here", "then"), Verdict.HOLDS), figures)
    assert by_period == "£40.80 an hour (2022) is above £30.10 an hour (2012)"
    alone = test_words(TestResult(above("here", "40"), Verdict.HOLDS), figures)
    assert alone == "£40.80 an hour (Hertfordshire, 2022) is above 40"


def test_a_test_of_a_rank_is_said_as_an_order() -> None:
    below = Said("%(figure)s is below %(than)s", {"figure": "rank", "than": "15"})
    words = test_words(TestResult(below, Verdict.HOLDS), {"rank": RANK})
    assert words == "about 12th of 309 (Hertfordshire, 2022) comes before 15th"


def test_a_list_of_places_is_named_in_full() -> None:
    listed = replace(HERE, place="E07000095+E07000096", place_name="Broxbourne and Dacorum")
    assert tracer().trace(listed).place == "Broxbourne and Dacorum"
    many = replace(HERE, place="E07000095+E07000096+E07000098+E07000099", place_name="x")
    assert tracer().trace(many).place.startswith("4 places together: Broxbourne, Dacorum, ")


def test_a_test_of_a_long_list_of_places_says_how_many_they_are() -> None:
    many = replace(HERE, place="E07000095+E07000096+E07000098+E07000099", place_name="A and B and C and D")
    words = test_words(TestResult(above("here", "uk"), Verdict.HOLDS), {"here": many, "uk": UK})
    assert words == "£40.80 an hour (4 places together) is above £39.70 an hour (United Kingdom)"


def test_what_a_territory_leaves_out_is_said_beside_its_figures() -> None:
    less = replace(UK, place="UKX", place_name="United Kingdom less extra-regio", cells=(replace(CELL, place="UKX"),))
    said = "United Kingdom less extra-regio leaves out extra-regio, what belongs to no region"
    assert [words for words in tracer().trace(less).caveats if words.startswith(said)]
    assert not [words for words in tracer().trace(UK).caveats if "extra-regio" in words]


def test_all_that_the_registry_says_of_a_territory_can_be_translated() -> None:
    notes = {
        note
        for code in registry().places
        for other in registry().equivalents(code)
        if (note := other.note).startswith(f"{code} ") and other.relation == "nearly"
    }
    assert {f"%(place)s {note.partition(' ')[2]}" for note in notes} == set(TERRITORIES)


def test_days_and_months_are_said_as_exactly_as_they_are_known() -> None:
    assert [when_words(text) for text in ("2019-10-07", "2018-03", "2019", "early 2020")] == [
        "7 October 2019",
        "March 2018",
        "2019",
        "early 2020",
    ]


def test_the_figure_without_its_troubled_cells_is_told_where_it_is_another_as_printed() -> None:
    def told(**more: object) -> str:
        return tracer().trace(replace(HERE, caveats=(), **more)).note  # type: ignore[arg-type]

    assert told() == "Without those cells it is £43.70."
    assert told(without=None) == told(without_text="") == told(without_text=HERE.text) == ""
