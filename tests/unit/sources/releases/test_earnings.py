"""Earnings: ASHE by workplace and residence, Nomis's screen export, and HMRC's personal incomes."""

from __future__ import annotations

import pytest

from placewright.core.errors import BadSourceFile

SHEETS = [
    "All", "Male", "Female", "Full-Time", "Part-Time",
    "Male Full-Time", "Male Part-Time", "Female Full-Time", "Female Part-Time",
]  # fmt: skip
HEAD = ["Description", "Code", "(thousand)", "Median", "change", "Mean", "change", 10.0, 90.0, "", "", "Key"]
FOOT = [
    ["Not Classified", "", 308.0, 568.9, 1.0, 600.0, 1.0, 165.6, 1161.0],
    ["a  Employees on adult rates whose pay was not affected by absence."],
    ["Source: Annual Survey of Hours and Earnings"],
]


def _book(title: str, rows: list[list[object]]) -> dict[str, list[list[object]]]:
    sheet = [[title], [""], ["", "", "Number"], ["", "", "of jobsb"], HEAD, *rows, *FOOT]
    return {"Notes": [["Notes"]], **dict.fromkeys(SHEETS, sheet)}


PAY = "Table 7.1a   Weekly pay - Gross (£) - For all employee jobsa: United Kingdom, 2024"
CV = "Table 7.1b   Coefficients of variation for Weekly pay - Gross (£) - For all employee jobsa: UK, 2024"
ROWS: list[list[object]] = [
    ["St Albans ", "E07000240", 52.0, 654.1, 1.0, 700.0, 1.0, "x", ".."],
    ["United Kingdom ", "K02000001", 27882.0, 613.3, 6.7, 715.5, 6.8, 214.1, 1249.3],
]
VARIATION: list[list[object]] = [
    ["St Albans ", "E07000240", 6.5, 6.6, ".", 5.0, ".", "x", ".."],
    ["United Kingdom ", "K02000001", 0.0, 0.1, ".", 0.3, ".", 0.6, 0.2],
]


@pytest.fixture
def pay(workbook):
    return workbook("ashe_table7_1a_weekly.xlsx", _book(PAY, ROWS))


@pytest.fixture
def variation(workbook):
    return workbook("ashe_table7_1b_cv.xlsx", _book(CV, VARIATION))


ALL = {"sex": "total", "pattern": "total"}


def test_a_coefficient_of_variation_gives_the_sampling_interval(pay, variation, read, one):
    reading = read("ashe-workplace", pay, variation)
    median = one(reading, place="E07000240", statistic="median", **ALL)
    assert (median["value"], median["unit"], median["status"], median["error"]) == (
        654.1, "GBP/week", "provisional", "sampling",
    )  # fmt: skip
    assert median["low"] == pytest.approx(654.1 * (1 - 1.96 * 0.066))
    assert median["high"] == pytest.approx(654.1 * (1 + 1.96 * 0.066))


def test_jobs_are_given_in_jobs_and_no_estimate_is_exact(pay, variation, read, one):
    jobs = one(read("ashe-workplace", pay, variation), place="K02000001", measure="jobs", **ALL)
    assert jobs["value"] == 27_882_000
    assert jobs["low"] == pytest.approx(27_882_000 * (1 - 1.96 * 0.0005))


@pytest.mark.parametrize(
    ("statistic", "caveat"), [("p10", "unreliable: coefficient of variation over 20 %"), ("p90", "disclosive")]
)
def test_unreliable_and_disclosive_marks_are_suppressed_and_say_why(pay, variation, read, one, statistic, caveat):
    found = one(read("ashe-workplace", pay, variation), place="E07000240", statistic=statistic, **ALL)
    assert (found["value"], found["low"], found["status"]) == (None, None, "suppressed")
    assert found["caveat"] == caveat


def test_without_the_variation_no_interval_is_known_and_a_note_says_so(pay, read, one):
    reading = read("ashe-workplace", pay)
    assert one(reading, place="E07000240", statistic="median", **ALL)["error"] == "unknown"
    assert ["There is no table 7.1b" in str(issue) for issue in reading.issues] == [True]


def test_a_truncated_table_of_variation_is_refused_and_the_pay_is_kept(pay, variation, read):
    variation.path.write_bytes(variation.path.read_bytes()[:3000])
    reading = read("ashe-workplace", pay, variation)
    assert reading.observations.num_rows == 9 * 2 * 5
    assert [issue.where for issue in reading.refused] == [variation.name]


def test_intervals_are_matched_by_code_not_by_row(pay, workbook, read, one):
    turned = workbook("ashe_table7_1b_cv.xlsx", _book(CV, VARIATION[::-1]))
    median = one(read("ashe-workplace", pay, turned), place="K02000001", statistic="median", **ALL)
    assert median["high"] == pytest.approx(613.3 * (1 + 1.96 * 0.001))


def test_a_workbook_of_something_else_is_refused(workbook, read):
    other = workbook("ashe_table7_1a_other.xlsx", _book("Table 7.9a   Paid hours worked", ROWS))
    with pytest.raises(BadSourceFile, match="no title of a table of gross pay"):
        read("ashe-workplace", other)


EXPORT = [
    ["annual survey of hours and earnings - resident analysis"],
    ["ONS Crown Copyright Reserved [from Nomis on 5 December 2024]"],
    [""],
    ["date", 2024.0],
    ["sex", "Total"],
    ["pay", "Annual pay - gross"],
    ["confidence", "Standard error as a percentage of the figure"],
    [""],
    ["local authority", "", "Number of jobs", "", "Median", "", "90 percentile", ""],
    ["", "", "number", "conf %", "number", "conf %", "number", "conf %"],
    ["St Albans", "E07000240", 60000.0, 5.0, 42000.0, 4.0, "#", "#"],
    ["Column Total", "", "-", "-", "-", "-", "-", "-"],
    ["# These figures are suppressed as statistically unreliable."],
]


def test_a_screen_export_pairs_each_figure_with_its_standard_error(workbook, read, one):
    reading = read("ashe-residence-annual-2024", workbook("nomis.xlsx", {"Data": EXPORT}))
    median = one(reading, place="E07000240", statistic="median")
    assert (median["low"], median["high"]) == (pytest.approx(42000 * 0.9216), pytest.approx(42000 * 1.0784))
    top = one(reading, statistic="p90")
    assert (top["status"], top["caveat"]) == ("suppressed", "statistically unreliable")
    assert (median["caveat"], reading.issues) == (None, ())


def test_an_export_with_another_kind_of_confidence_is_refused(workbook, read):
    rows = [["confidence", "Half width of interval"] if row[0] == "confidence" else row for row in EXPORT]
    with pytest.raises(BadSourceFile, match="what its confidence figures are"):
        read("ashe-residence-annual-2024", workbook("nomis.xlsx", {"Data": rows}))


def test_incomes_are_of_taxpayers_counted_to_the_thousand(text_file, read, one):
    kinds = ["self_employment_income", "employment_income", "pension_income", "total_income", "total_tax"]
    names = [f"{kind}_{what}" for kind in kinds for what in ("count", "mean", "median")]
    text = f"code,name,{','.join(names)}\nE07000240,St Albans,{','.join(['11000.0', '62300.0', '15500.0'] * 5)}\n"
    reading = read("hmrc-spi", text_file("spi_by_la.csv", text))
    people = one(reading, income="pension", statistic="count")
    assert (people["low"], people["high"], people["measure"]) == (10_500, 11_500, "people")
    assert one(reading, income="tax", statistic="mean")["measure"] == "tax"
    assert one(reading, income="total", statistic="median")["error"] == "unknown"


@pytest.mark.publisher
@pytest.mark.parametrize(
    ("source", "place", "measure", "value"),
    [
        ("ashe-workplace", "E07000240", "pay-weekly", 654.1),
        ("ashe-workplace", "E07000096", "pay-annual", 15_206),
        ("ashe-residence-2023", "E07000240", "pay-weekly", 746.0),
        ("ashe-residence-annual-2024", "E07000096", "pay-annual", 32_678),
    ],
)
def test_medians_as_published(release, one, source, place, measure, value):
    assert one(release(source), place=place, measure=measure, statistic="median", **ALL)["value"] == value


@pytest.mark.publisher
def test_the_workbooks_of_earnings_are_read_without_a_wrong_row(release):
    for source in ("ashe-workplace", "ashe-residence-2023", "ashe-residence-annual-2024", "hmrc-spi"):
        assert (release(source).issues, release(source).refused) == ((), ())
