"""The exemptions: the fixed list of digits that may be typed in a strategy, because they name and do not measure."""

from __future__ import annotations

import re
from functools import lru_cache

from placewright.core.late_dataclass import dataclass

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_YEAR = r"(?:1[6-9]|20|21)\d\d"
_DAY = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?"
COUNTED = (
    r"(?:(?:new|net|extra|additional|more|fewer|small|local|working|young|square) )?"
    r"(?:people|persons?|residents|jobs|businesses|firms|enterprises|companies|homes|houses|dwellings|households|"
    r"employees|workers|employers|pounds|pence|hectares|acres|metres|sq|km|miles|tonnes|applications|patents|points?|"
    r"percentage|per cent|percent|responses?|respondents|stakeholders|pupils|students|apprentices(?:hips)?|start-ups|"
    r"vacancies|commuters|passengers|visitors|workplaces|local units|graduates|million|billion|thousand)"
)
"""Words before which a number measures, whatever it looks like: `2000 jobs` is no year."""

_NOT_COUNTED = rf"(?!\s?%|\s?(?:bn|m|k)\b|\s+{COUNTED}\b|[,.]\d)"
_LABEL = (
    r"(?:pages?|pp?\.|sections?|chapters?|annex(?:es)?|appendix|appendices|figures?|charts?|maps?|tables?|box(?:es)?|"
    r"paragraphs?|paras?\.?|polic(?:y|ies)|regulations?|schedules?|parts?|clauses?|articles?|objectives?|"
    r"priorit(?:y|ies)|"
    r"themes?|phases?|stages?|steps?|class(?:es)?|options?|junctions?|zones?|tiers?|strands?|pillars?|missions?|goals?|"
    r"criteri(?:on|a)|questions?|notes?|scenarios?|waves?|rounds?|tranches?|lots?|plots?|platforms?|terminals?|scopes?|"
    r"groups?|categor(?:y|ies)|types?|versions?|volumes?|levels?|grades?|key stages?|bands?|divisions?|codes?|actions?|"
    r"foundations?|challenges?|interventions?|recommendations?|chapter|appendix|route|line|unit|no\.|number|edition|"
    r"footnotes?|endnotes?)"
)
_CURRENCY = r"(?:GBP|EUR|USD|AUD|CAD|CHF|JPY)"


@dataclass(frozen=True, slots=True)
class Exemption:
    """One kind of digits that may be typed: its name, what it looks like, and an example."""

    name: str
    pattern: re.Pattern[str]
    example: str


def _exempt(name: str, pattern: str, example: str, *, any_case: bool = False) -> Exemption:
    return Exemption(name, re.compile(pattern, re.IGNORECASE if any_case else 0), example)


EXEMPTIONS: tuple[Exemption, ...] = (
    _exempt(
        "dates",
        rf"\b{_DAY}(?: ?(?:to|and|[-–]) ?{_DAY})? (?:of )?{_MONTH}\b(?: {_YEAR}\b)?"
        rf"|\b{_DAY} {_MONTH} (?:to|and|[-–]) {_DAY} {_MONTH}(?: {_YEAR}\b)?"
        rf"|\b{_MONTH} {_DAY}, {_YEAR}\b|\b{_YEAR}-[01]\d-[0-3]\d\b",
        "9 September to 14 October 2019",
    ),
    _exempt(
        "years and spans of years",
        rf"\b{_YEAR}s\b|\bQ[1-4] {_YEAR}\b|\b{_YEAR}(?:[-–/](?:{_YEAR}|\d\d)\b)?{_NOT_COUNTED}(?!\d)"
        r"(?<!£\d\d\d\d)(?<!€\d\d\d\d)",
        "2015 to 2023, 2023-24, the 1990s, Net Zero 2050, the Localism Act 2011",
    ),
    _exempt("times of day", r"\b\d{1,2}(?:[:.][0-5]\d)? ?(?:am|pm)\b|\b(?:[01]?\d|2[0-3]):[0-5]\d\b", "9.30am, 17:00"),
    _exempt(
        "deadlines in days, weeks and months",
        r"\bwithin \d{1,3} (?:working |calendar )?(?:days|weeks|months|hours)\b(?= of (?:its|the|a|an|this|that|being|"
        r"receipt|notice|publication)\b|[.,;:)]|$)",
        "within 21 days of its notice",
        any_case=True,
    ),
    _exempt(
        "lengths of courses, placements and contracts",
        r"\b(?:courses?|bootcamps?|placements?|internships?|traineeships?|contracts?|leases?|pilots?|workshops?|"
        r"programmes?|consultations?)\b(?: (?!■)[\w'’-]+){0,3}? (?:of|for|lasts?|lasting|takes?|over|runs? (?:for|"
        r"over)) "
        r"(?:up to |at least |about |at most |between )?\d{1,2}(?: ?(?:to|and|or|[-–]) ?\d{1,2})? "
        r"(?:working )?(?:hours|days|weeks|months)\b",
        "courses of up to 16 weeks",
        any_case=True,
    ),
    _exempt("centuries", r"\b\d{1,2}(?:st|nd|rd|th)[ -](?:century|centuries)\b", "the 21st century"),
    _exempt("roads and junctions", r"\b[ABM]\d{1,4}(?:\(M\))?(?![\w%])|\bJ\d{1,2}[a-c]?\b", "A1(M), M25, A414, J8"),
    _exempt(
        "industrial classes",
        r"\bSIC(?:[ -]?(?:2007|2003))?(?:,? (?:codes?|divisions?|groups?|class(?:es)?|sections?))?"
        r" \d[\d.]*(?:(?:,| and| or| to|[-–]) ?\d[\d.]*)*",
        "SIC 62.01, SIC codes 58 to 63",
    ),
    _exempt(
        "labels: levels, pages, sections, policies and the like",
        rf"\b{_LABEL} [A-Z]{{0,3}}\d+[A-Za-z]?(?:\.\d+)*(?:\([a-z0-9]+\))*\+?"
        rf"(?:(?:,? (?:and|or|to)|,|[-–]) ?[A-Z]{{0,3}}\d{{1,2}}[A-Za-z]?(?:\.\d+)*\b\+?)*{_NOT_COUNTED}(?!\d)",
        "Level 4, page 12, Section 106, Regulation 18, Grade 9-4, Scope 1, 2 and 3",
        any_case=True,
    ),
    _exempt(
        "ages",
        r"\b(?:aged?|ages) (?:of )?\d{1,3}(?: ?(?:to|and|or|[-–]) ?(?:\d{1,3}|over|above|under|older|younger))?\+?"
        r"|\b\d{1,2}(?:-? ?(?:to|and|[-–]) ?\d{1,2})?(?:[- ]year[- ]olds?| years of age)\b|\b(?:over|under)-\d{2}s\b"
        r"|\b(?:over|under) (?:the age of )?\d{2}s?\b(?=[ ]?[.,;:)]|$| (?:and|or|are|in|is|were|was|who)\b)"
        r"|\b(?<=people )(?:over|under) (?:1[0-9]|[2-9]\d)\b(?! ?%| (?:per|in every|jobs|firms|homes))"
        r"|(?:(?<=\bwas )|(?<=\bwere )|(?<=\bis )|(?<=\bare ))(?:over|under|aged) (?:1[0-9]|[2-9]\d)\b"
        r"(?= (?:on|at the time|then|when)\b)"
        r"|\b(?:younger|older) than (?:1[0-9]|[2-9]\d)\b(?!\s?%|[,.]\d| (?:years? ago|months|jobs|firms|homes))"
        r"|(?<=\bGCSEs )at 16\b|\b(?:school|education|training|learning|care|college|retire|A[- ]levels) "
        r"(?:at|until|till|to|from) (?:1[0-9]|2[0-5]|6[0-8])\b(?!\s?%|[,.]\d| (?:per|of|in)\b)"
        r"|\bby (?:age )?19\b|\b16[-–]64s?\b|\b16 to 64\b",
        "aged 16 to 64, under-16s, 16- to 24-year-olds, GCSEs at 16, training until 18",
        any_case=True,
    ),
    _exempt(
        "postcodes",
        r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b",
        "SG6 3JF",
    ),
    _exempt(
        "street addresses",
        r"\b\d{1,4}[A-Za-z]?(?:[-–]\d{1,4})? (?:[A-Z][a-z'’]+ ){1,3}(?:Street|Road|Avenue|Lane|Way|Close|Drive|Place|"
        r"Court|Hill|Gate|Broadway|Parade|Row|Terrace|Crescent|Gardens|Green|Square|House)\b",
        "24 Bridge Street",
    ),
    _exempt(
        "telephone numbers",
        r"(?<!\d)(?:\+44 ?|0)\d{2,5} \d{3,6}(?: \d{3,4})?\b",
        "01632 960123",
    ),
    _exempt(
        "acts, regulations and standards",
        rf"\bNo\.? \d+/{_YEAR}\b|\bss?\. ?\d+[A-Z]{{0,2}}(?:\(\d+\))*(?:(?:,| and| to|[-–]) ?\d+[A-Z]{{0,2}})*(?![\w%])"
        rf"|\b(?:Cm|Cmd|Cmnd|CP|HC|HL) \d{{1,5}}\b{_NOT_COUNTED}"
        r"|\bISBN(?:-1[03])?:? [\d][\d -]*[\dX]\b"
        rf"|\b{_YEAR}/\d{{1,5}}\b|\b(?:WCAG|ISO|BS|EN|PAS|IEC|RFC|BREEAM|CC BY|OGL) ?v?\d[\d.:-]*",
        "(EU) 2021/1060, s.101 of an Act, Cm 9098, WCAG 2.2, ISO 9001, ISBN 978-1-78655-673-8",
    ),
    _exempt(
        "names with digits",
        rf"\b(?!{_CURRENCY}\d|[ck]\d|no\d)[A-Za-z]+[-‑/]?\d+[A-Za-z\d]*(?:\.\d+)*(?:\([A-Za-z]+\))?(?![\w%]|,\d)"
        r"|\b[2345]G\b|\b[23]D\b|\b24/7\b|\b24 hours (?:a|each|every|per) day\b|\b365 days (?:a|each|every|per) year\b"
        r"|\b(?:Crossrail|High Speed|Thameslink|NCN|NCN Route|EuroVelo|Horizon|Pathway) \d{1,3}(?![\w%]|,\d)"
        rf"{_NOT_COUNTED}"
        r"|\b4x4\b|\b360[- ]degree\b|\b1\.5 ?(?:°C?|degrees)\b|\bB[128](?:\([a-c]\))?"
        r"|\b(?:Industry|Web|Society) \d\.0\b|\bT[ -]levels?\b|\bTop 500\b|\b(?:FTSE|Fortune) \d{3}\b",
        "E10000015, Covid-19, 5G, 24/7, CO2, HS2, Crossrail 2, NCN 61, use class B8, E(g)",
    ),
    _exempt(
        "grades of examinations",
        r"\b(?:[NS]VQs?|BTECs?)(?: [Ll]evels?)? [1-8](?: ?(?:to|and|or|[-–]) ?[1-8])?\+?(?![\w%]|[,.]\d)"
        r"|\b(?:GCSEs?|grades?|Grades?) (?:at )?(?:grades? )?[1-9](?: ?(?:to|and|or|[-–]) ?[1-9]| or above| and "
        r"above|\+)?",
        "GCSE grade 9-4, NVQ 2",
    ),
    _exempt(
        "named plans and neighbourhoods of minutes",
        r"\b\d{1,2}[- ][Yy]ear (?:\w+ ){0,3}?(?:[Pp]lan|[Ss]trategy|[Ff]ramework|[Vv]ision|[Pp]rogramme|[Rr]eview)\b"
        r"|\b\d{2}-minute (?:city|cities|neighbourhoods?|walk)\b|\b\d{2}[ -]?mph\b",
        "the 25 Year Environment Plan, a 20-minute neighbourhood",
    ),
    _exempt(
        "the denominators of rates",
        r"\b(?:for|per|in|of) (?:every|each) (?:100,000|10,000|1,000|100)\b(?!,\d)"
        r"|\bper (?:100,000|10,000|1,000|100)\b(?!,\d)",
        "for every 10,000 residents",
        any_case=True,
    ),
    _exempt(
        "ends of scales",
        r"\bfrom [01] (?:\([^)]*\) |for (?:\w+ ){1,4})?to (?:5|7|10|100)\b(?!\s?(?:%|per cent))"
        r"|\bscale (?:of|from) [01] to \d{1,3}\b",
        "on a scale of 0 to 10",
    ),
    _exempt(
        "bases of indices",
        r"\b(?:(?:[\w ]{1,30}?) ?(?:=|is|equals|as|set at)|"
        r"(?:United Kingdom|UK|Britain|England|national average) (?:of|at)) 100"
        r"(?=\s*(?:[.,;:)]|$|(?:and|in|from|at|for)\b))",
        "UK = 100",
    ),
    _exempt(
        "bounds of definitions",
        r"\b(?:counts? as|(?:is|are) (?:defined|classed|counted) as)\b[^.;■\d]{0,80}?(?:"
        r"\d[\d,.]*(?: ?%| per cent)?(?: [a-z]+){0,2} or (?:more|fewer|less|above|below|over)|"
        r"(?:at least|at most|up to|over|under|(?:more|fewer|less) than) £?\d[\d,.]*(?: ?%| per cent)?)\b",
        "counts as absent who misses 10% or more of possible sessions",
        any_case=True,
    ),
    _exempt(
        "bounds that an act sets",
        r"\b(?:Act|Regulations|Order|Directive|Rules) (?:of )?(?:19|20)\d\d\b(?! (?:has|had|have)\b)[^.;■\d]{0,90}?"
        r"(?:(?:at least|at most|up to|over|under|(?:more|fewer|less) than|(?:limit|threshold|gain|rate|cap|maximum|"
        r"minimum|fine|fee|levy) of) [£€]?\d[\d,.]*(?: ?%| per cent)?)(?![\d,]|\s?(?:bn|m|k)\b)"
        rf"(?!\s+{COUNTED}\b)",
        "under the Subsidy Control Act 2022 aid of up to £315,000 counts as minimal",
    ),
    _exempt("numbered headings", r"^\s*\d{1,2}(?:\.\d{1,2})*[.)]? (?=[A-Z])", "3.2 Skills"),
)
"""The fixed list, in the order in which it is documented."""

SIZE_OF_FIRM = re.compile(
    r"\b(?:(?:step|growth|growing|grow) to|"
    r"with|employ(?:s|ed|ing)?|having|had|have|of|past|beyond) (?:fewer than|less than|up to|at least|more than|"
    r"over|under|"
    r"between)? ?\w+(?: (?:to|and|or) (?:more|fewer|less|\w+))? (?:people|employees|staff|workers|members of staff)\b",
    re.IGNORECASE,
)
"""The size by which firms are classed, such as `with ten or more employees`; the number must be in words."""


@lru_cache(maxsize=20_000)
def exempt_spans(words: str, *, form: str) -> tuple[tuple[int, int], ...]:
    """Where exempt digits stand in a sentence; a numbered heading only in a heading."""
    asked = (one for one in EXEMPTIONS if one.name != "numbered headings" or form == "heading")
    return tuple(match.span() for one in asked for match in one.pattern.finditer(words))
