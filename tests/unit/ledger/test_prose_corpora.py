"""Two corpora: deliberate lies, which are all caught, and true sentences of policy, which are all left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from placewright.core.said import Worded
from placewright.ledger.prose import RULES, Material
from placewright.records.chapter import Chapter
from placewright.records.claim import Claim, Threshold
from placewright.records.decision import Decision, DecisionKind
from placewright.records.prose import ChapterText
from placewright.records.stated import Stated

from .prose_makers import chapter, check_prose, claim, finding, material, rules, said, spec, test

TRUE = (
    "The consultation on the draft was open from 9 September to 14 October 2019.",
    "The annual conference on 7 October 2019 discussed the draft.",
    "Discussions began at the conference in March 2018 and went on in November 2018.",
    "The strategy builds on the Strategic Economic Plan of 2017.",
    "The plan runs from 2017 to 2030, and its review is due in 2023-24.",
    "Growth in the 1990s left a pattern of business parks.",
    "The A1(M), the M25 and the A414 cross the county.",
    "Traffic joins at junction 8 of the M1 and leaves by J23.",
    "The A10 and the M11 carry the corridor towards Cambridge.",
    "Courses at Level 4 and Level 5 lead to higher technical jobs.",
    "Apprenticeships at levels 2 and 3 suit those who leave school at 16 to 18 years of age, aged 16 to 18.",
    "The strategy asks colleges to offer T levels beside A-levels.",
    "Schools report GCSEs at grade 9-4 in English and mathematics.",
    "Life sciences is taken to be SIC 72.11 and SIC 21.",
    "The creative industries are SIC codes 58 to 60, 62.01 and 90.",
    "Section J of SIC 2007 covers information and communication.",
    "The council's offices are at 24 Bridge Street, SG6 3JF.",
    "The event starts at 9.30am and ends at 17:00.",
    "Contributions come through Section 106 agreements and the Community Infrastructure Levy.",
    "The local plan is at the stage of Regulation 18.",
    "Offices become homes under Class MA of the permitted development rights.",
    "Article 4 directions protect the core of an estate.",
    "Land in use class B8 is scarce, and E(g) is not E(d).",
    "The county is E10000015 to statisticians and TLH23 to Eurostat.",
    "The growth board's Journey to 2050 sets the direction.",
    "Net zero by 2050 is the law; the county aims at Net Zero 2050.",
    "The Localism Act 2011 gave a duty to cooperate.",
    "The Town and Country Planning Act 1990 still applies.",
    "Regulation (EU) 2021/1060 sets out the enabling condition.",
    "The pages meet WCAG 2.2 at level AA.",
    "Covid-19 changed where people work, and 5G will change it again.",
    "Firms asked for support that is open 24/7.",
    "PM2.5 and NO2 are measured by the roadside.",
    "The five foundations of productivity frame the evidence.",
    "The two ends of the corridor meet in Stevenage.",
    "One of the ten districts has no railway station.",
    "We want more homes near stations.",
    "The plan should help smaller firms to export.",
    "More work is needed on the data for towns.",
    "More should be done to bring empty upper floors back into use.",
    "Applications are scored by two officers, and a third decides where they differ.",
    "Junctions 20 to 25 of the M25 lie in or beside the county.",
    "At least one partner leads each action.",
    "Furthermore, higher education and further education colleges share a campus.",
    "The Upper Lea valley and Greater London are neighbours.",
    "The most recent census was taken in a lockdown, on 21 March 2021.",
    "The above-mentioned bodies meet each quarter.",
    "The Local Growth Fund, the growth plan and the Growth Hub are explained below.",
    "The lower-tier councils and the county council share the duty.",
    "Low carbon heat is a theme of the strategy.",
    "What matters most of all is trust.",
    "No more than that is claimed here.",
    "The more partners take part, the more the strategy holds.",
    "Rather than a bid, this is a plan within existing funds.",
    "How much productivity has risen is the subject of chapter 2.",
    "See table 3 on page 12, and annex 4.",
    "The 25 Year Environment Plan and the 10-year strategy set the frame.",
    "The 20th century left new towns, and the 21st century asks what they are for.",
    "The index is set so that UK = 100.",
    "Rates are given for every 10,000 residents and per 100,000 people.",
    "People aged 65 and over are counted for each 100 aged 16 to 64, and homes for each 1,000 people.",
    "People aged 65 and over, under-16s and 16- to 24-year-olds are counted apart.",
    "The Government's ten-year plan for infrastructure came out in June 2025.",
    "The strategy has three aims: places, people and ideas.",
    "The four grand challenges are Ageing Society, Clean Growth, Future of Mobility, and Artificial Intelligence.",
    "There are two risks: time and money.",
    "HS2, the East West Rail line and CO2 are outside its scope.",
    "The board will meet twice a year, in the first half of the year and the second.",
    "This is a worked example and no body's policy.",
    "Chapter 3 says what we do not know; section 2.4 says why.",
    "The report of the State of the Economy conference is in volume 2.",
    "Phase 2 of the scheme needs a decision by March 2026.",
    "ISO 9001 and Cyber Essentials are asked of suppliers.",
    "The FTSE 100 is no guide to a county.",
    "The best practice of neighbours is worth learning.",
    "The evidence above comes from the Office for National Statistics.",
    "Chapter 4 of the National Planning Policy Framework applies to sites in Zone 3.",
    "The Hertfordshire Futures board met in 2024/25 and again in Q2 2025.",
    "UKSPF ran from April 2022 to March 2025.",
    "Letchworth Garden City, founded in 1903, was the first garden city.",
    "The East of England region is one of nine in England.",
    "The strategy follows the Green Book and the 2018 prospectus.",
    "Broxbourne's local plan runs to 2033.",
    "The A10 corridor and the Lea Valley line link Broxbourne with London.",
    "The University's School of Creative Arts opened its doors in the 1960s.",
    "The Film Studios at Elstree date from the 1920s.",
    "Skills for Jobs, a White Paper of January 2021, set up local skills improvement plans.",
    "The Census of 2021 counts people where they live.",
    "Section 2.14 describes the checks.",
    "Policy SP4 and Policy E1 protect employment land.",
    "Priority 3 rests on claims in chapters 2 and 5.",
    "A board member leads each of the seven priorities.",
    "Local Skills Improvement Plans replaced Area Reviews.",
    "We have no data on firms' exports below the region.",
    "There is no single measure of inclusive growth.",
    "Figures are rounded to the nearest ten.",
    "It is a place of new towns and garden cities, of commuters and of head offices.",
    "If wages lag behind prices, households feel it.",
    "Each action names an owner and a stream of money that exists.",
    "Class E covers shops and offices since September 2020.",
    "NVQ4+ was the old name of Level 4 or above.",
    "The EPC of a building may be band A to G.",
    "Stage 1 of the Biggleswade to Hitchin link is designed.",
    "The board of the LEP was wound up on 31 March 2024.",
    "The 2019 consultation asked eight questions.",
    "The committee will report to each of the two councils.",
    "Crossrail 2 would serve the Lea Valley.",
    "Powers come from s.101 of the Local Government Act 1972.",
    "The white paper (Cm 9098) set out the devolution of powers.",
    "NVQ 2 and NVQ level 3 were older names.",
    "See footnote 7 for the method.",
    "NCN 61 follows the old railway.",
    "The study is ISBN 978-1-78655-673-8.",
    "The hospital is open 24 hours a day.",
    "The councils want a higher share of rail investment, rather than more road space.",
    "The strategy calls for a higher share of rail investment, rather than more road space.",
    "Students take GCSEs at 16 and stay in education or training until 18.",
    "Phase 2 starts once the first review is done, no earlier than spring 2027.",
    "More than one council owns land at the site, so they will need one agreement.",
    "The council sank a new borehole beside the works.",
    "The gap in the hedge will be closed with hawthorn.",
    "Several times the board has asked for a later date.",
    "The deadline slipped to March 2024.",
    "The note sets the record straight, and the firm set out its case.",
)

FINDINGS = (
    finding("survey", main=Stated(450, "businesses", words="over 450")),
    finding("deal", "The Growth Deal.", main=Stated(221.5, "GBP million", scope="three rounds")),
    finding("responses", main=Stated(26, "responses", words="26")),
)
DECISIONS = (
    Decision("homes", DecisionKind.TARGET, "board", date(2026, 1, 5), "A target.", figure=Stated(4000, "dwellings")),
    Decision("budget", DecisionKind.BUDGET, "board", date(2026, 1, 5), "A budget.", figure=Stated(2, "GBP million")),
)
TRUE_WITH_BOUND_NUMBERS = (
    "The survey asked {{ quoted:survey }} businesses about productivity.",
    "The Growth Deal gave {{ quoted:deal }} in three rounds.",
    "The consultation drew {{ quoted:responses }} responses, all from organisations.",
    "The target is to raise the rate of building above {{ decided:homes }} a year by 2030.",
    "The board set aside {{ decided:budget }} for Phase 1, to be spent by March 2027.",
    "The draft proposes at least {{ decided:homes }} homes near the A414.",
)


@pytest.mark.parametrize("sentence", TRUE)
def test_a_true_sentence_of_policy_is_left_alone(sentence: str) -> None:
    assert not said(sentence)


@pytest.mark.parametrize("sentence", TRUE_WITH_BOUND_NUMBERS)
def test_a_true_sentence_with_quoted_and_decided_numbers_is_left_alone(sentence: str) -> None:
    assert not said(sentence, findings=FINDINGS, decisions=DECISIONS)


def test_there_are_more_than_forty_true_sentences() -> None:
    assert len({*TRUE, *TRUE_WITH_BOUND_NUMBERS}) > 40


def honest() -> tuple[list[Claim], Chapter]:
    """A small strategy without a fault: four claims and a chapter that prints them."""
    england = spec(place="ENGLAND")
    claims = [
        claim(
            "In {{ here.period }} {{ here }} of adults were in work, more than in England ({{ england }}).",
            "work",
            figures={"here": spec(), "england": england},
            holds=(test("here", "above", "england"),),
        ),
        claim(
            "Real output grew by {{ here }} a year from {{ here.from }} to {{ here.period }}.",
            "output",
            figures={"here": spec("real-gva", as_="growth-per-year", period="2015..2023")},
            holds=(test("here", "above", 0.0),),
        ),
        claim(
            "Hillbury stands {{ here }} of {{ here.of }} districts by pay.",
            "pay",
            figures={"here": spec("hourly-pay", place="TOWN", as_="rank")},
        ),
        claim(
            "Of a lead of {{ then }} in {{ then.period }}, more than half was gone by {{ now.period }}: {{ now }}.",
            "lead",
            figures={"then": spec("jobs", period="2004"), "now": spec("jobs", period="2022")},
            holds=(test("now", "below", Threshold("then", times=0.5)),),
        ),
    ]
    text = chapter(
        "## Work and pay",
        "The place has two strengths: work and output. {{ claim:work }} {{ claim:output }}",
        "{{ claim:pay }} {{ claim:lead }}",
        "The survey asked {{ quoted:survey }} businesses.",
    )
    return claims, text


LIES_IN_A_CLAIM = {
    "a number typed over the figure": ("work", "{{ here }} of adults", "82% of adults"),
    "the comparator's number typed": ("work", "({{ england }})", "(74%)"),
    "more turned into fewer": ("work", "more than in England", "fewer than in England"),
    "a superlative without a test": (
        "work",
        "more than in England ({{ england }})",
        "the highest, and {{ england }} there",
    ),
    "a doubling that no test knows": ("output", "grew by {{ here }} a year", "grew by {{ here }} a year and doubled"),
    "growth of something else": ("output", "Real output grew", "GDP grew"),
    "points for per cent": ("output", "{{ here }} a year", "{{ here }} points a year"),
    "a rank of nobody knows how many": ("pay", "{{ here }} of {{ here.of }} districts by pay", "{{ here }} by pay"),
    "a rank in words": ("pay", "stands {{ here }} of {{ here.of }} districts", "ranks second"),
    "income for pay": ("pay", "by pay", "by income"),
    "two thirds where half was tested": ("lead", "more than half", "more than two thirds"),
    "one year left unsaid": ("lead", "by {{ now.period }}: ", "so far: "),
}
LIES_IN_A_CHAPTER = {
    "a typed total": "The county is home to 1.2 million people.",
    "a share in words": "Nine in ten firms are micro.",
    "a trend": "Since then unemployment has fallen sharply.",
    "a place in an order": "It has the third highest pay of any county.",
    "a boast": "It is the most productive county outside London.",
    "a list that is one short": "Growth comes from four sectors: film, space and retail.",
    "a split beyond the whole": "For 50 % turnover was up, for 44 % the same and for 16 % down.",
    "a share that is not its count": "We asked 1 % of 63,685 firms, or 450.",
    "a second total": "In all the Growth Deal brought £204.2m. The Growth Deal was worth £221.5m.",
    "a vague multitude": "Thousands of jobs depend on it.",
    "a year that is a count": "2000 homes were finished.",
    "a change in the wrong unit": "The rate rose by 3% from 70% to 73%.",
}


TYPED_NUMBERS = (
    "Roughly 1 in 3 workers commutes out.",
    "Employment grew from 70.1 to 74.3 per cent.",
    "The economy is worth thirty-seven billion pounds.",
    "Exports account for two fifths of output.",
    "There were 26 responses to the consultation.",
    "Over three quarters of respondents agreed.",
    "Productivity growth has halved.",
    "The county ranks 5th of 38.",
    "By 2030 we will build 4,000 homes a year.",
    "The fund stands at £4m.",
    "A twelfth of homes are empty.",
    "Stevenage (89,500 people) is a new town.",
    "It takes 25 minutes to reach London.",
    "The workforce has shrunk to 700000.",
    "Floorspace of 771,000 m2 was lost.",
    "It costs £1.50 a trip.",
    "About 5-10 firms moved.",
    "Some 40 per cent of jobs are at risk.",
    "Life expectancy is 83 years.",
    "Ten of the twelve measures improved.",
    "Unemployment is at 3%.",
    "Nearly 1,783 social enterprises operate here.",
    "They add 575 million pounds.",
    "Growth of 3.7% a year beat England's 2.3%.",
    "One third of land is green belt.",
    "It doubled in ten years.",
    "The county lost a net 771 thousand square metres.",
    "Nearly everyone in the county who wants a job has found one.",
    "Hardly any resident is without a degree.",
    "Barely a soul in Three Rivers is out of work.",
    "Between 2015 and 2024 the lion's share of new jobs went to Dacorum.",
    "The bulk of firms export to Europe.",
)

BARE_COMPARISONS = (
    "The productivity lead over England has never been wider.",
    "The gap between rich and poor districts closed completely.",
    "Offices vanished at a rate of an acre a day.",
    "House prices in East Hertfordshire dwarf those of the capital.",
    "Jobs in Watford evaporated during the decade.",
    "Wages in Broxbourne leapt.",
    "Pay slid in Stevenage.",
    "No county in England builds homes at this speed.",
    "Employers are crying out for staff as vacancies hit a record.",
    "Offices are being lost at several times the national pace.",
    "Its labs are unrivalled.",
)


def checked(claims: list[Claim], text: Chapter) -> list[str]:
    return rules(check_prose(material(*claims, chapters=[text], findings=FINDINGS)))


def test_the_strategy_that_lies_are_written_into_is_honest() -> None:
    assert not checked(*honest())


@pytest.mark.parametrize("lie", LIES_IN_A_CLAIM)
def test_a_lie_written_into_a_claim_is_caught(lie: str) -> None:
    id, true, false = LIES_IN_A_CLAIM[lie]
    claims, text = honest()
    told = [replace(one, text=one.text.replace(true, false)) if one.id == id else one for one in claims]
    assert told != claims
    assert checked(told, text)


@pytest.mark.parametrize("lie", LIES_IN_A_CHAPTER)
def test_a_lie_written_into_a_chapter_is_caught(lie: str) -> None:
    claims, text = honest()
    assert checked(claims, replace(text, text=f"{text.text} {LIES_IN_A_CHAPTER[lie]}"))
    assert checked(claims, replace(text, text=f"{text.text}\n\n- One point.\n- {LIES_IN_A_CHAPTER[lie]}"))


@pytest.mark.parametrize("lie", TYPED_NUMBERS)
def test_a_number_made_up_in_any_form_is_caught(lie: str) -> None:
    assert said(lie)


@pytest.mark.parametrize("lie", BARE_COMPARISONS)
def test_a_comparison_in_other_words_than_more_or_less_is_caught_without_a_claim(lie: str) -> None:
    assert "untested-comparison" in checked(honest()[0], replace(honest()[1], text=f"{honest()[1].text} {lie}"))


def test_the_lies_of_a_whole_text_are_each_found_at_their_line() -> None:
    issues = said(*LIES_IN_A_CHAPTER.values())
    lines = {int(one.issue.where.rpartition("line ")[2]) for one in issues}
    assert lines == {1 + 2 * at for at in range(len(LIES_IN_A_CHAPTER))}


def test_an_empty_strategy_has_no_faults() -> None:
    assert not check_prose(Material(chapters=(ChapterText("a", "A", 1, ()),)))


def test_whatever_is_found_is_said_in_words_that_can_be_translated() -> None:
    claims, text = honest()
    told = [
        replace(one, text=one.text.replace(true, false))
        for one in claims
        for _, true, false in LIES_IN_A_CLAIM.values()
    ]
    lies = [
        *LIES_IN_A_CHAPTER.values(),
        *TYPED_NUMBERS,
        *(rule.slip for rule in RULES.values() if "{{" not in rule.slip),
    ]
    numbered = [replace(one, id=f"{one.id}-{at}") for at, one in enumerate(told)]
    found = [*check_prose(material(*claims, *numbered)), *said(*lies)]
    assert len({one.rule for one in found}) > 10
    assert not [one for one in found if not isinstance(one.issue.what, Worded) or not isinstance(one.issue.fix, Worded)]
    assert text.id == "people"
