"""How many there are of a group comes from the evidence, with its source and period; a typed number says that it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.contrib.auth.models import Group
from django.test import Client

from kept import PILOT
from placewright.questionnaires.instrument_file import ReachLine, instruments_of
from placewright.questionnaires.model import Option, Question, QuestionKind
from placewright.web.accounts.models import Account
from placewright.web.engagement import populations
from placewright.web.engagement.populations import NoFigure, area_of, population_of
from placewright.web.engagement.result_replies import plan_of_results
from placewright.web.engagement.services.running import keep_reach, newer_populations
from placewright.workspace.folder import WorkspaceFolder, open_workspace
from web.engagement.made import make_instrument

pytestmark = pytest.mark.django_db
MICRO = "ons-uk-business; measure=enterprises; size=0-4|5-9"
COUNTY, ST_ALBANS = "E10000015", "E07000240"


class _World:
    area, indicators = COUNTY, {"jobs": SimpleNamespace(name="Jobs")}

    def codes_of(self, place: str) -> tuple[str, ...]:
        return (place,)


@pytest.fixture
def workspace() -> WorkspaceFolder:
    return open_workspace(PILOT)


@pytest.fixture(autouse=True)
def public(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, workspace: WorkspaceFolder) -> SimpleNamespace:
    """A build of the pilot, with two rows of an indicator by industry and one of all industries."""
    rows = [("total", "2023", 100.0), ("C", "2023", 30.0), ("C", "2022", 29.0), ("F", "2023", None)]
    pq.write_table(
        pa.table(
            {
                "indicator": ["jobs"] * len(rows),
                "place": [ST_ALBANS] * len(rows),
                "period": [period for _, period, _ in rows],
                "dimensions": ["" if industry == "total" else f"industry={industry}" for industry, _, _ in rows],
                "value": [value for _, _, value in rows],
                "dataset": ["bres-itl3-sections"] * len(rows),
            }
        ),
        tmp_path / "evidence.parquet",
    )
    now = SimpleNamespace(number=0, out=tmp_path, workspace=workspace, world=_World())
    monkeypatch.setattr(populations, "shown", lambda: now)
    return now


@pytest.fixture
def officer() -> Account:
    account = Account.objects.create_user("officer@vale.example", "a password of no use", name="Nobody Real")
    account.groups.add(Group.objects.get(name="engagement officer"))
    return account


def test_a_number_of_a_dataset_is_the_newest_added_up_with_its_source(workspace: WorkspaceFolder) -> None:
    rows = pq.read_table(PILOT / "figures" / "ons-uk-business.parquet").to_pylist()
    own = sum(
        row["value"]
        for row in rows
        if row["place"] == COUNTY and row["period"] == "2025" and row["measure"] == "enterprises"
        and row["size"] in ("0-4", "5-9") and row["industry"] == row["turnover"] == "total"
    )  # fmt: skip

    found = population_of(MICRO)

    assert (found.value, found.period) == (own, "2025")
    assert workspace.sources["ons-uk-business"].title in found.source
    assert "Office for National Statistics" in found.source
    assert found.source.endswith(", Open Government Licence v3.0, retrieved 23 November 2026; 2025")


def test_a_number_of_an_indicator_is_the_whole_unless_a_part_is_named() -> None:
    assert population_of("jobs", place=ST_ALBANS).value == 100.0
    assert population_of("jobs; industry=C", place=ST_ALBANS).value == 30.0
    assert population_of("jobs; industry=C; period=2022", place=ST_ALBANS).value == 29.0
    assert population_of("jobs", place=ST_ALBANS).source.startswith("Jobs (")


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        ("houses", "no dataset and no indicator 'houses'"),
        ("jobs", "no numbers for E10000015"),
        ("jobs; industry=F; place=E07000240", "for 2023: 0 of 1"),
        ("jobs; sector=C; place=E07000240", "no column 'sector'"),
        ("jobs; industry=Z; place=E07000240", "no such number"),
        ("ons-uk-business; size=0-4", "several numbers, by 'measure'"),
        ("ons-uk-business; size", "'size' is not read"),
    ],
)
def test_what_the_evidence_does_not_have_is_refused_and_never_nought(figure: str, why: str) -> None:
    with pytest.raises(NoFigure, match=why):
        population_of(figure)


def test_the_plan_takes_the_evidence_before_what_was_typed_and_names_what_was_typed(officer: Account) -> None:
    vale = make_instrument()
    lines = (
        ReachLine("micro", "Small firms", 40, "size", 1.0, "A guess", figure=MICRO),
        ReachLine("larger", "Larger firms", 10, "size", 5_845.0, "A list of 2024"),
        ReachLine("unsure", "Others", 1, "size", 7.0, figure="houses"),
        ReachLine(ST_ALBANS, "St Albans", 5, "area", figure="jobs"),
    )

    keep_reach(vale, lines, by=officer)

    micro, larger, unsure, area = vale.reach.all()
    assert (micro.population, micro.is_typed) == (population_of(MICRO).value, False)
    assert (larger.population, larger.is_typed) == (5_845.0, True)
    assert (unsure.population, unsure.is_typed) == (7.0, True)
    assert (area.population, area.period) == (100.0, "2023")
    sources = {item.code: item.source for item in plan_of_results(vale).population}
    assert sources["larger"] == "typed by the team: A list of 2024"
    assert sources["unsure"] == "typed by the team"
    assert "retrieved 23 November 2026" in sources["micro"]


def test_the_page_shows_source_and_period_and_keeps_the_figure_when_saved_again(officer: Account) -> None:
    vale = make_instrument()
    browser = Client()
    browser.force_login(officer)
    plan = f'size,micro,Small firms,40,,,by letter,"{MICRO}"\nsize,larger,Larger firms,10,5845,A list,,'

    assert browser.post("/team/engagement/vale/reach/", {"plan": plan}).status_code == 302
    page = browser.get("/team/engagement/vale/reach/").content.decode()

    assert "retrieved 23 November 2026; 2025" in page
    assert "typed by the team: A list" in page
    assert vale.reach.get(code="micro").how == "by letter"
    assert "size,micro,Small firms,40,,,by letter,ons-uk-business" in page


def refused_plan(officer: Account, plan: str) -> str:
    """The page that answers a reach plan which is refused."""
    make_instrument()
    browser = Client()
    browser.force_login(officer)
    answer = browser.post("/team/engagement/vale/reach/", {"plan": plan})
    assert answer.status_code == 422
    return answer.content.decode()


def test_a_figure_that_is_not_there_is_named_with_its_line(officer: Account) -> None:
    said = refused_plan(officer, "size,micro,Small,40,,,,houses")
    assert "Line 1: " in said
    assert "no dataset and no indicator" in said


def test_evidence_that_has_moved_on_is_said(
    officer: Account, public: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    vale = make_instrument()
    keep_reach(vale, (ReachLine(ST_ALBANS, "St Albans", 5, "area", figure="jobs"),), by=officer)
    assert newer_populations(vale) == ()

    table = pq.read_table(public.out / "evidence.parquet")
    later = table.slice(0, 1).set_column(2, "period", pa.array(["2024"]))
    pq.write_table(pa.concat_tables([table, later]), public.out / "evidence.parquet")

    assert newer_populations(vale) == ("St Albans",)


def test_without_a_build_a_typed_number_stands_in(officer: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(populations, "shown", lambda: None)
    vale = make_instrument()

    keep_reach(vale, (ReachLine("micro", "Small", 4, "size", 9.0, "A list", figure=MICRO),), by=officer)

    assert vale.reach.get().source_words == "typed by the team: A list"


def test_an_option_with_the_code_of_an_area_stands_for_that_area() -> None:
    answers = (Option(ST_ALBANS, "St Albans"), Option("elsewhere", "Elsewhere"))
    asked = Question("district", QuestionKind.SINGLE, "Where do you live?", options=answers)

    assert area_of(asked, ST_ALBANS) == ST_ALBANS
    assert (area_of(asked, "elsewhere"), area_of(asked, "E07000243"), area_of(None, ST_ALBANS)) == ("", "", "")
    assert population_of("jobs", place=area_of(asked, ST_ALBANS)).value == 100.0


def test_the_pilot_s_survey_takes_its_firms_from_the_evidence(workspace: WorkspaceFolder) -> None:
    survey = next(one for one in instruments_of(PILOT) if one.id == "business-productivity")
    by_size = {line.code: population_of(line.figure).value for line in survey.reach if line.question == "size"}

    whole = population_of("ons-uk-business; measure=enterprises").value
    assert sum(by_size.values()) == pytest.approx(whole, abs=5 * len(by_size))  # each is rounded to 5
    assert all(replace(line, figure="").population for line in survey.reach if line.question == "size")


def test_a_line_of_a_reach_plan_without_a_target_says_what_is_wanting(officer: Account) -> None:
    said = refused_plan(officer, "size,micro")
    assert "Line 1 has no target: how many are to be heard stands fourth" in said
