"""The strategy's pages assembled from records and verdicts: what each says, and what leads where."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import pytest

from placewright.build.jobs import draw
from placewright.build.ledger_rows import ledger_rows, references
from placewright.build.navigation import strategy_navigation
from placewright.build.strategy_actions import money_words
from placewright.build.strategy_claims import headline_figures
from placewright.build.strategy_links import Addresses
from placewright.build.strategy_pages import StrategyParts, strategy_jobs, strategy_site
from placewright.build.strategy_process import changes_page
from placewright.build.traces_in_words import Tracer
from placewright.core.issues import Issue, Severity
from placewright.evidence.catalogue import packaged_indicators
from placewright.publish.document import Document, DocumentChapter
from placewright.publish.strategy_site import render_evidence_home
from placewright.publish.views import PlaceRef, SiteInfo, SourceNote
from placewright.publish.views_checks import ChangeLine
from placewright.publish.views_pages import HomePage
from placewright.publish.views_strategy import Link
from placewright.publish.views_strategy_site import StrategySite
from placewright.records.chapter import Chapter
from placewright.records.edition import EditionKind
from placewright.workspace.authored import Authored

from .invented_authored import AUTHORED, CHAPTER, RESULTS

TODAY = date(2026, 1, 31)
INDICATORS = {name: packaged_indicators()[name] for name in ("gva-per-hour", "population")}
NOTES = {"productivity": SourceNote("productivity", "Office for National Statistics", "Productivity")}


def world() -> Any:
    """A world that knows two indicators, and one figure of one of them in two years."""
    series = (SimpleNamespace(period="2012", value=30.1, low=None, high=None),)
    found = SimpleNamespace(
        value=40.8, low=37.2, high=45.1, unit="GBP/hour", error="revision", status="ok", period="2022", series=series,
        caveats=(),
    )  # fmt: skip
    record = SimpleNamespace(
        name="Hertfordshire", headline=("gva-per-hour",), maps=(), framework="lis", edition="draft", members=()
    )
    return SimpleNamespace(
        workspace=SimpleNamespace(record=record),
        area="E10000015",
        members=(),
        indicators=INDICATORS,
        benchmarks={},
        addresses=lambda authored, results: Addresses(authored, results, INDICATORS, {"E10000015": "Hertfordshire"}),
        codes_of=lambda code: (code,),
        find=lambda name, place: found if name == "gva-per-hour" else None,
    )


def parts(authored: Authored = AUTHORED, **more: Any) -> StrategyParts:
    """What the pages are made from."""
    tracer = Tracer(INDICATORS, NOTES, {}, authored)
    rows = ledger_rows(authored, RESULTS, (CHAPTER,), tracer) if authored.claims else ()
    chapter = DocumentChapter("work", "Work", 1, CHAPTER.blocks, CHAPTER.summary)  # type: ignore[arg-type]
    document = Document(
        "A strategy", "In short.", "Hertfordshire", "Draft", TODAY, "No body’s policy.", (chapter,), rows,
        references(authored),
    )  # fmt: skip
    return StrategyParts(document, authored, RESULTS, tracer, TODAY, **more)


@lru_cache(maxsize=1)
def whole() -> StrategySite:
    """Every page of the invented strategy."""
    issue = Issue(Severity.WARNING, "interventions/teach.md", "The outcome leads to no impact.")
    return strategy_site(parts(issues=(issue,), downloads=(Link("PDF", "strategy.pdf"),)), world())


@lru_cache(maxsize=1)
def drawn() -> dict[str, str]:
    """The pages as text."""
    base = SiteInfo("A strategy", PlaceRef("E10000015", "Hertfordshire"), TODAY)
    info = replace(base, strategy=strategy_navigation(AUTHORED, "lis"), notice="No body’s policy.", edition="Draft")
    evidence = HomePage("Figures.", (), None, (), (), (), ())
    files = dict(render_evidence_home(info, evidence, None))
    for job in strategy_jobs(info, whole(), code="", outlines=None):
        files |= draw(job).files
    return {path: content.decode() for path, content in files.items()}


def test_every_page_of_a_strategy_is_drawn_and_no_two_jobs_share_a_name() -> None:
    base = SiteInfo("Evidence", PlaceRef("E10000015", "Hertfordshire"), TODAY)
    jobs = list(strategy_jobs(base, whole(), code="", outlines=None))
    assert len({job.name for job in jobs}) == len({job.key for job in jobs}) == len(jobs)
    wanted = {"index.html", "evidence.html", "strategy/work.html", "ledger/hour.html", "actions/teach.html"}
    assert wanted | {href for href, _ in whole().navigation} <= set(drawn())


def test_every_link_between_the_pages_of_a_strategy_arrives() -> None:
    elsewhere = ("assets/", "indicators/", "places/", "analysis/", "data.html", "method.html", "accessibility.html")
    for path, text in drawn().items():
        for link in re.findall(r'(?:href)="([^"]+)"', text):
            address, _, anchor = link.partition("#")
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), address.split("?")[0])) if address else path
            )
            if link.startswith("http") or target.startswith(elsewhere) or target.endswith((".pdf", ".xml")):
                continue
            assert target in drawn(), f"{path} links to {link}"
            assert not anchor or f'id="{anchor}"' in drawn()[target], f"{path} links to {link}"


def test_a_changed_claim_changes_no_other_claims_page() -> None:
    other = RESULTS | {"space": replace(RESULTS["space"], text="Space is very scarce.")}
    before = {page.row.id: repr(page) for page in whole().claims}
    changed = parts(issues=(), downloads=(Link("PDF", "strategy.pdf"),))
    rows = ledger_rows(AUTHORED, other, (CHAPTER,), changed.tracer)
    site = strategy_site(replace(changed, results=other, document=replace(changed.document, ledger=rows)), world())
    after = {page.row.id: repr(page) for page in site.claims}
    assert before["space"] != after["space"]
    assert {id for id in before if before[id] != after[id]} <= {"space", "hour"}  # which `space` speaks against


def test_the_front_page_tells_the_newest_figure_of_a_claim() -> None:
    (first, *_) = whole().home.headlines
    assert first.value == "£40.80" and first.what == "What an hour makes"
    assert "an hour" in first.about and "2022" in first.about


def test_a_quotient_at_the_front_is_told_as_times_and_against_what() -> None:
    figures = RESULTS["hour"].figures
    name = next(name for name, figure in figures.items() if figure.value is not None)
    twice = replace(figures[name], as_="quotient:E07000240", text="2.0", unit="ratio")
    results = RESULTS | {"hour": replace(RESULTS["hour"], figures={name: twice})}
    at = Addresses(AUTHORED, results, INDICATORS, {"E10000015": "Hertfordshire"})
    (first,) = headline_figures(at, [row for row in parts().document.ledger if row.id == "hour"], world(), chosen=True)
    assert first.value == "2.0 times" and "against St Albans" in first.about


@pytest.mark.parametrize(
    ("as_", "text", "told"),
    [
        ("difference-from:100", "2.6%", "Difference from 100 · "),
        ("difference-from:then", "2.6%", "Difference · "),
        ("change-percent", "14.5%", "Change · "),
        ("growth-per-year", "1.2%", "Growth a year · "),
    ],
)
def test_the_front_says_what_was_done_to_a_measure(as_: str, text: str, told: str) -> None:
    figures = RESULTS["hour"].figures
    name = next(name for name, figure in figures.items() if figure.value is not None)
    results = RESULTS | {"hour": replace(RESULTS["hour"], figures={name: replace(figures[name], as_=as_, text=text)})}
    at = Addresses(AUTHORED, results, INDICATORS, {"E10000015": "Hertfordshire"})
    (first,) = headline_figures(at, [row for row in parts().document.ledger if row.id == "hour"], world(), chosen=True)
    assert first.about.startswith(told)


def test_a_checklist_is_called_by_its_framework_s_name() -> None:
    at = Addresses(AUTHORED, RESULTS, INDICATORS)

    assert at.link("checklist:ceds", with_kind=True).words == "Checklist: Comprehensive Economic Development Strategy"


def test_a_link_leads_to_the_page_of_a_record_and_of_what_evidence_is_of() -> None:
    at = Addresses(AUTHORED, RESULTS, INDICATORS)
    assert at.link("claim:hour").href == "ledger/hour.html" and at.link("claim:gone").href == ""
    assert at.link("indicator:gva-per-hour").href == "indicators/gva-per-hour.html"
    assert (at.link("dataset:jobs").href, at.link("dataset:jobs").words) == ("data.html", "jobs")


def test_a_claim_that_fails_heads_nothing_and_is_left_out_of_the_swot() -> None:
    assert "ahead" not in [item.claim.id for item in whole().home.headlines]
    swot = whole().swot
    assert swot is not None and [line.id for line in swot.left_out] == ["ahead"]


def test_what_speaks_against_a_strength_stands_beneath_it() -> None:
    swot = whole().swot
    assert swot is not None
    (item,) = next(part.items for part in swot.parts if part.stance == "strength")
    assert [line.id for line in item.against] == ["space"]


def test_a_claims_page_says_what_it_rests_on_and_what_rests_on_it() -> None:
    page = next(page for page in whole().claims if page.row.id == "hour")
    assert [item.id for item in page.rests_on] == ["premises", "launch"]
    assert {"Priority: Skills", "Action: Teach adults"} <= {link.words for link in page.used_in}
    assert page.without[0].value == "£40.80" and page.without[0].without == "£43.70"
    assert page.reviewed and page.tests[0].without == "cannot tell"


def test_a_waiver_says_who_and_until_when() -> None:
    page = next(page for page in whole().claims if page.row.id == "ahead")
    assert page.waivers == ("Let pass by the lead until 1 June 2026: It is being rewritten",)


def test_priorities_come_with_scores_ranks_and_the_closest_call() -> None:
    page = whole().priorities
    assert page is not None and [item.id for item in page.chosen] == ["skills", "space"]
    assert [(row.title, row.rank) for row in page.scores] == [("Skills", 1), ("Space", 2), ("An airport", 3)]
    assert page.not_chosen[0].why_not == "No owner." and page.continuity[0].fate == "kept"
    assert page.criteria[0].weight == "75%" and any("would pass" in words for words in page.sensitivity)


def test_a_call_that_turns_on_one_criterion_is_said_to_turn_where_that_has_no_weight() -> None:
    scored = {
        name: replace(AUTHORED.priorities[name], scores={"need": 4, "power": power})
        for name, power in (("skills", 4), ("space", 3))
    }
    alike = replace(AUTHORED, priorities={**AUTHORED.priorities, **scored})
    page = strategy_site(parts(alike), world()).priorities
    assert page is not None
    assert any(words.endswith("would pass “Skills” if “Power” had no weight.") for words in page.sensitivity)


def test_an_action_says_what_no_fund_pays() -> None:
    page = whole().interventions[0]
    assert page.card.cost == "£1.2m, prices of 2025"
    assert page.card.money == "£400,000 from Skills fund; £800,000 has no fund"
    assert page.money is not None and page.money.rows[-1] == ("In all", "£1.2m", "£400,000", "£800,000")
    assert page.troubles == ("The outcome leads to no impact.",)


def test_funds_say_what_draws_on_them_and_what_has_none() -> None:
    page = whole().funds
    assert page is not None and [link.words for link in page.lines[0].actions] == ["Teach adults"]
    assert [link.words for link in page.unfunded] == ["Build labs"] and page.lines[0].state == "open"


def test_partners_are_set_beside_priorities() -> None:
    page = whole().alignments
    assert page is not None and page.partners == ("Council", "Neighbour")
    assert [cells for _, cells in page.stands] == [("supports", "conflicts"), ("", "")]


def test_a_measure_is_read_now_and_at_its_baseline() -> None:
    page = whole().measures
    assert page is not None
    hour, mood = page.lines
    assert hour.now == "£41 an hour in 2022" or hour.now.startswith("£40.80 an hour")
    assert hour.baseline.endswith("in 2012") and mood.unmeasured and mood.text == "a survey"


def test_the_process_is_in_the_order_of_time_with_counts_in_words() -> None:
    page = whole().process
    assert page is not None and [item.id for item in page.milestones] == ["launch", "draft", "end"]
    launch, draft, end = page.milestones
    assert launch.figures == ("over 150 people",) and launch.actions == (
        "Ask firms; the university; due by 1 June 2018",
    )
    assert draft.when == "9 September to 14 October 2019" and end.planned


def test_the_checklist_of_the_framework_says_by_what_each_item_is_met() -> None:
    (page,) = whole().frameworks
    items = {item.id: item for _, group in page.sections for item in group}
    assert page.href == "framework-lis.html" and len(items) > 5
    assert {item.standing for item in items.values()} <= {"met", "partly", "missing", "not-applicable"}


def test_findings_stand_under_their_study_with_what_rests_on_them() -> None:
    page = whole().studies
    assert page is not None and page.studies[0].published == "March 2019"
    (finding,) = page.studies[0].findings
    assert finding.id == "finding-premises" and "Claim: What an hour makes" in [link.words for link in finding.rests]
    assert [item.id for item in page.others] == ["finding-speech"]


def test_changes_are_listed_and_none_is_said() -> None:

    at = Addresses(AUTHORED, RESULTS)
    page = changes_page(at, (("Claims that broke", (ChangeLine("Space"),)),), against="January", edition="draft")
    assert page is not None and page.words == "" and page.editions[0].current
    kinds = [replace(AUTHORED.editions["draft"], kind=kind) for kind in EditionKind]
    pages = [changes_page(Addresses(replace(AUTHORED, editions={"draft": one}), RESULTS), ()) for one in kinds]
    assert [page.editions[0].kind for page in pages if page] == [
        "Draft", "Consultation draft", "Co-design draft", "Agreed",
    ]  # fmt: skip
    quiet = changes_page(at, (("Claims that broke", ()),), against="January")
    assert quiet is not None and quiet.words == "Nothing has changed since January."


def test_a_workspace_with_chapters_alone_has_few_pages() -> None:
    site = strategy_site(parts(Authored()), world())
    addresses = [href for href, _ in site.navigation]
    assert addresses == ["strategy/index.html", "framework-lis.html"]
    assert site.home.headlines == () and site.claims == ()


def test_the_navigation_that_records_foretell_is_the_one_that_the_pages_have() -> None:
    authored = replace(AUTHORED, strategy={"work": Chapter("work", "Work", 1, "")})
    assert strategy_navigation(authored, "lis") == whole().navigation


def test_the_notice_is_on_every_page() -> None:
    assert all("No body’s policy." in text for path, text in drawn().items() if path.endswith(".html"))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        *((999, "£999"), (1_250_000, "£1.25m"), (22_300_000, "£22.3m"), (2.5e9, "£2.5bn"), (0, "£0")),
        *((999_999.7, "£1m"), (999_997_000, "£1bn"), (-999_997_000, "−£1bn"), (999_990_000, "£999.99m")),
    ],
)
def test_money_is_said_as_short_as_it_can_be(amount: float, words: str) -> None:
    assert money_words(amount) == words
