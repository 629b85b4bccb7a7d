"""Small invented views: the least that each kind of page can show, of an invented vale with three districts."""

from __future__ import annotations

from datetime import date

from placewright.publish.maps import boundaries
from placewright.publish.views import (
    Bar,
    BarChart,
    Boundaries,
    CaveatNote,
    Cell,
    ClassMap,
    Column,
    Comparison,
    Dot,
    Figure,
    HeatCell,
    HeatmapChart,
    IndicatorRef,
    KeyFigure,
    LineChart,
    MapChart,
    MapLayer,
    Note,
    PlaceRef,
    Point,
    Reading,
    ScatterChart,
    Section,
    Series,
    SignalNote,
    SiteInfo,
    SourceNote,
    Standing,
    StripChart,
    Table,
    Trend,
)
from placewright.publish.views_pages import (
    AnalysisPage,
    DataPage,
    Headline,
    HomePage,
    IndicatorIndexPage,
    IndicatorLine,
    IndicatorPage,
    MethodPage,
    ObservationRow,
    PlaceIndexPage,
    PlacePage,
    RankedPlace,
    ScoreLine,
)

VALE = PlaceRef("E10000999", "North Vale", "county")
SITE = SiteInfo("North Vale in figures", VALE, date(2025, 3, 31), "An invented place", version="0.0")
DISTRICTS = (
    PlaceRef("E07000901", "Ashby"),
    PlaceRef("E07000902", "Brook & Mill"),
    PlaceRef("E07000903", "Crossley"),
)
PAY = IndicatorRef("pay", "Weekly pay", "people", "GBP/week")
WORK = IndicatorRef("work", "Employment rate", "people", "%")
SOURCE = SourceNote(
    "pay-survey",
    "Office of Invention",
    "Survey of pay",
    released="3 March 2025",
    period="2020 to 2024",
    url="https://example.org/pay",
    fingerprint="0123456789abcdef",
    rounding="one pound",
    rows=60,
)


def squares() -> Boundaries:
    """Three squares side by side, and a fourth around them."""
    features = [_square(place.code, place.name, float(index), 51.0) for index, place in enumerate(DISTRICTS)]
    around = {"features": [_square("X", "Elsewhere", -1.0, 51.0), _square("Y", "Elsewhere", 3.0, 51.0)]}
    return boundaries({"features": features}, code="code", name="name", around=around)


def pay(value: float | None = 612.0, *, low: float | None = 590.0, high: float | None = 634.0) -> Reading:
    """A reading of weekly pay."""
    if value is None:
        return Reading(None, "GBP/week", "2024", status="suppressed")
    return Reading(value, "GBP/week", "2024", low, high, "sampling")


def line_chart() -> LineChart:
    """The place with a band, England, and two fellows, one of which has a gap."""
    own = tuple(Point(2020 + n, str(2020 + n), 560.0 + 13 * n, 540.0 + 13 * n, 580.0 + 13 * n) for n in range(5))
    england = tuple(Point(2020 + n, str(2020 + n), 580.0 + 15 * n) for n in range(5))
    gap = tuple(Point(2020 + n, str(2020 + n), None if n == 2 else 600.0 + n) for n in range(5))
    series = (
        Series("North Vale", "place", own),
        Series("England", "england", england),
        Series("Ashby", "member", gap),
        Series("Brook & Mill's", "member", own[:3]),
    )
    return LineChart(series, "GBP/week", decimals=0, breaks=((2022, "a new sample"),))


def map_chart() -> MapChart:
    """Two layers; one district is without a value."""
    values = ((DISTRICTS[0].code, pay()), (DISTRICTS[1].code, pay(655, low=None, high=None)))
    rates = tuple((place.code, Reading(70.0 + n, "%", "2024")) for n, place in enumerate(DISTRICTS))
    first = MapLayer("pay", "Weekly pay", "GBP/week", "2024", (*values, (DISTRICTS[2].code, pay(None))))
    return MapChart((first, MapLayer("work", "Employment rate", "%", "2024", rates)))


def strip_chart() -> StripChart:
    """Forty districts, three of them the area's own."""
    dots = tuple(Dot(f"District {n}", 500.0 + 7 * n, role="member" if n in (4, 20, 33) else "other") for n in range(40))
    return StripChart(dots, "GBP/week", "pounds a week", 640.0, "England", decimals=0)


def indicator_page() -> IndicatorPage:
    """Every part of an indicator's page."""
    gap = Reading(-28.0, "GBP/week", low=-50.0, high=-6.0, error="sampling")
    rows = tuple(
        RankedPlace(place, "Districts", pay(600.0 + 9 * n), Standing(3 - n, 40, low=1, high=9), gap, role="member")
        for n, place in enumerate(DISTRICTS)
    )
    missing = RankedPlace(PlaceRef("E07000999", "Dale", has_page=False), "Neighbours", pay(None), role="neighbour")
    return IndicatorPage(
        indicator=PAY,
        definition="What the employee in the middle earns in a week.",
        unit_words="pounds a week",
        polarity="higher",
        method="Read as published.",
        geography="districts, England",
        uncertainty="95% confidence intervals from the publisher's coefficients of variation.",
        summary=("Pay in North Vale was £612 a week in 2024, below England’s.",),
        headline=pay(),
        comparisons=(Comparison("England", "england", pay(640, low=None, high=None), gap, "below"),),
        standing=Standing(20, 40, low=12, high=28),
        trends=(Trend(1, Reading(13.0, "GBP/week"), "in cash"), Trend(10, None, "the series is too short")),
        line=line_chart(),
        strip=strip_chart(),
        map=MapChart(map_chart().layers[:1]),
        ranked=(*rows, missing),
        gap_name="England",
        sources=(SOURCE,),
        cannot_show=("What the self-employed earn.",),
        caveats=(CaveatNote("Head offices", "Pay is where the payroll is.", ("Ashby",), pay(400), pay(610)),),
        rows=tuple(_row(place, year) for place in DISTRICTS for year in (2023, 2024)),
        related=(WORK,),
    )


def home_page() -> HomePage:
    """The front page with one headline."""
    comparison = Comparison("England", "england", pay(640), Reading(-28.0, "GBP/week"), "cannot-tell")
    return HomePage(
        "Figures of an invented place.",
        (Headline(PAY, pay(), (comparison,), "Near England.", (560.0, None, 586.0, 612.0), "higher"),),
        map_chart(),
        (SignalNote("Pay is low in Ashby", "Below all others.", "level", "worse", 2.0, PAY, DISTRICTS[0]),),
        DISTRICTS,
        (("people", 2),),
        ("Pay is of April 2024.",),
        datasets=2,
        observations=12_345,
    )


def place_page(place: PlaceRef = DISTRICTS[1]) -> PlacePage:
    """A scorecard of two lines."""
    gap = Reading(-28.0, "GBP/week")
    lines = (
        ScoreLine(PAY, pay(), Standing(12, 40), gap, "below", Trend(5, Reading(9.1, "%")), (1.0, 2.0, 3.0), "higher"),
        ScoreLine(WORK, Reading(None, "%", status="suppressed"), polarity="higher", caveated=True),
    )
    return PlacePage(
        place,
        ("A district of the vale.",),
        (KeyFigure("Weekly pay", pay(), "below England", PAY.href, (1.0, 2.0)),),
        lines,
        (SignalNote("Pay fell behind", "By more than its interval.", "trend", "worse", indicator=PAY),),
        "England",
        "all 40 districts",
        parents=(VALE,),
        neighbours=(DISTRICTS[0],),
        similar=(PlaceRef("E07000999", "Dale", has_page=False),),
        highlight=(place.code,),
    )


def analysis_page() -> AnalysisPage:
    """One section for each kind of chart."""
    parts = ("Mix", "Within")
    stacked = tuple(
        Bar(name, value, part) for name in ("Making", "Selling") for part, value in (("Mix", 3.0), ("Within", -5.0))
    )
    plain = (Bar("Making", 1.6, low=1.4, high=1.8, role="place"), Bar("Selling", 0.8), Bar("Digging", None))
    dots = tuple(Dot(place.name, 20.0 + n, 3.0 - n, role="place") for n, place in enumerate(DISTRICTS))
    cells = tuple(
        HeatCell(place.name, kind, 0.5 + n) for n, place in enumerate(DISTRICTS) for kind in ("Making", "Selling")
    )
    codes = tuple((place.code, "hot") for place in DISTRICTS)
    table = Table(
        "gap-table", "Parts of the gap", (Column("Part"), Column("Value", "number")), ((Cell("Mix"), Cell("3", 3.0)),)
    )
    charts = {
        "gap": BarChart(stacked, "GBP/employee", "pounds", parts, totals=True),
        "quotients": BarChart(plain, "ratio", reference=1.0, reference_label="as in England", sort=True),
        "growth": ScatterChart(
            dots, "Level (pounds)", "Growth (%)", "GBP/hour", "%", x_rule=21.0, y_rule=2.0, fit=(-1.0, 22.0)
        ),
        "grid": HeatmapChart(cells, "ratio", tuple(p.name for p in DISTRICTS), ("Making", "Selling"), middle=1.0),
        "clusters": ClassMap((("hot", "High among high", "high-high"),), codes, boundaries="districts"),
        "levels": MapChart(map_chart().layers[:1]),
        "course": line_chart(),
    }
    sections = tuple(
        Section(
            ident,
            f"About {ident}",
            ("A sentence with £612 in it.",),
            (
                Figure(
                    f"{ident}-figure",
                    f"The {ident}",
                    chart,
                    ("What it says.",),
                    table=table if ident == "gap" else None,
                ),
            ),
            cannot_show=("Anything else.",),
        )
        for ident, chart in charts.items()
    )
    return AnalysisPage(
        "productivity",
        "Productivity",
        "What an hour makes.",
        (KeyFigure("Pay", pay()),),
        ("One finding.",),
        sections,
        ("Firms.",),
        (SOURCE,),
    )


def index_pages() -> tuple[IndicatorIndexPage, PlaceIndexPage, DataPage, MethodPage]:
    """The lists, the data page and the method page."""
    lines = (
        IndicatorLine(PAY, "What the employee in the middle earns.", pay(), pay(640), "districts", "2024", (1.0, 2.0)),
        IndicatorLine(WORK, "Those in work, of those aged 16 to 64.", None),
    )
    readings = tuple((place.code, (pay(),)) for place in DISTRICTS)
    return (
        IndicatorIndexPage(lines),
        PlaceIndexPage((("Districts", DISTRICTS), ("Wider", (VALE,))), (PAY,), readings),
        DataPage((SOURCE,), notes=(Note("Pins", "Bytes are pinned."),)),
        MethodPage((Section("rounding", "Rounding", ("Rounding combines by bounds.",)),)),
    )


def _row(place: PlaceRef, year: int) -> ObservationRow:
    return ObservationRow(
        place.code,
        place.name,
        "lad-2024",
        "district",
        str(year),
        612.5,
        590.0,
        None,
        "sampling",
        "ok",
        "GBP/week",
        "pay-survey",
    )


def _square(code: str, name: str, x: float, y: float) -> dict[str, object]:
    ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    return {"properties": {"code": code, "name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
