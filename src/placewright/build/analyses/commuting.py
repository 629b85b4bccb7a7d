"""The page on commuting: self-containment as bounds, flows across the border, and clusters of districts."""

from __future__ import annotations

from collections.abc import Sequence

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate
from placewright.analysis.commuting_flows import Commuting, Containment, Flow, Group
from placewright.build.analyses.pieces import (
    Provenance,
    higher_or_lower,
    listed,
    missing_section,
    number_cell,
    people,
    percent,
    reading,
    role_of,
    table,
    text_cell,
)
from placewright.publish.views import (
    Bar,
    BarChart,
    Cell,
    ClassMap,
    Figure,
    HeatCell,
    HeatmapChart,
    KeyFigure,
    Note,
    Section,
    Table,
)
from placewright.publish.views_pages import AnalysisPage

SLUG = "commuting"
TITLE = "Commuting and borders"
MOST = 12

LOCKDOWN = Note(
    "Counted in a lockdown",
    "The census was on 21 March 2021. Many people worked at home who had commuted before and have commuted since, "
    "and some "
    "were on furlough. Flows are too small, shares at home too large, and by how much nobody has measured for these "
    "areas.",
    "caveat",
)

CANNOT_SHOW = (
    "Commuting before or after the lockdown in which the census was taken.",
    "Where people without a fixed place work: the table counts them with those at home, at their place of residence.",
    "Workers who live in Scotland or Northern Ireland and work here; they are in other censuses.",
    "Second jobs, days of the week, and how people travel or how long it takes them.",
    "Who they are: pay, skills and industry are in tables not read here.",
)

SOURCE = "ONS, Census 2021, origin and destination of workers"


def commuting_page(found: Commuting | Missing, area: Area, provenance: Provenance) -> AnalysisPage:
    """The page."""
    if isinstance(found, Missing):
        return AnalysisPage(
            SLUG,
            f"{TITLE} of {area.name}",
            f"Where people who live in {area.name} work is unmeasured here.",
            (),
            (),
            (missing_section("containment", "Self-containment", found),),
            CANNOT_SHOW,
            provenance.sources,
            provenance.caveats,
        )
    return AnalysisPage(
        slug=SLUG,
        title=f"{TITLE} of {area.name}",
        lede=_lede(found, area),
        key_figures=_key_figures(found, area),
        findings=_findings(found, area),
        sections=(
            _containment(found, area),
            _border(found, area),
            _neighbours(found, area),
            _within(found, area),
            _groups(found.groups, area),
        ),
        cannot_show=CANNOT_SHOW,
        sources=provenance.sources,
        caveats=provenance.caveats,
    )


def _lede(found: Commuting, area: Area) -> str:
    whole = found.whole
    share = "an unknown part" if whole.residence is None else percent(whole.residence.value)
    return (
        f"Of {people(whole.residents)} residents of {area.name} who travelled to a fixed workplace on census day in "
        "2021, "
        f"{people(whole.both)} ({share}) worked in {area.name}; {people(whole.at_home)} more worked at home or had "
        "no fixed "
        "place."
    )


def _key_figures(found: Commuting, area: Area) -> tuple[KeyFigure, ...]:
    whole = found.whole
    most = _most_out(found, area)
    made = [
        KeyFigure(
            "Work where they live, fixed workplaces only",
            reading(_hundred(whole.residence, bounds=False), "%", "March 2021", decimals=1),
            f"{_percent(whole.residence_with_home)} with those at home or without a fixed place",
        ),
        KeyFigure(
            "Work at home or have no fixed place",
            reading(whole.at_home, "people", "March 2021"),
            f"{percent(whole.at_home / (whole.at_home + whole.residents))} of residents in work",
        ),
    ]
    if most is not None:
        made.append(
            KeyFigure(
                f"Residents who work in {area.name_of(most.code)}",
                reading(most.out, "people", "March 2021"),
                f"{people(most.into)} come from there",
            )
        )
    made.append(
        KeyFigure(
            "Net commuting",
            reading(whole.net, "people", "March 2021"),
            f"{people(whole.inflow)} come in, {people(whole.outflow)} go out",
        )
    )
    return tuple(made)


def _percent(share: float | None) -> str:
    return "not available" if share is None else percent(share)


def _hundred(estimate: Estimate | None, *, bounds: bool = True) -> Estimate | None:
    if estimate is None:
        return None
    known = bounds and estimate.low is not None and estimate.high is not None
    return Estimate(
        100 * estimate.value,
        100 * (estimate.low or 0.0) if known else None,
        100 * (estimate.high or 0.0) if known else None,
    )


def _most_out(found: Commuting, area: Area) -> Flow | None:
    """The region outside the area's own that takes most of its residents; its own where no other does."""
    others = [flow for flow in found.regions if flow.code != area.region] or list(found.regions)
    return max(others, key=lambda flow: flow.out, default=None)


def _findings(found: Commuting, area: Area) -> tuple[str, ...]:
    whole = found.whole
    made = []
    if whole.residence is not None and whole.residence.low is not None and whole.residence.high is not None:
        made.append(
            f"Self-containment of residents is {percent(whole.residence.value)} among those with a fixed workplace, "
            "and "
            f"{_percent(whole.residence_with_home)} if all at home or without a fixed place count as working in "
            f"{area.name}. Nothing narrower than {percent(whole.residence.low)} to {percent(whole.residence.high)} is "
            "certain, since where those without a fixed place work is not recorded."
        )
    if whole.workplace is not None:
        made.append(
            f"Of workers at fixed workplaces in {area.name}, {percent(whole.workplace.value)} live there "
            f"({_percent(whole.workplace_with_home)} with those at home or without a fixed place)."
        )
    most = _most_out(found, area)
    if most is not None:
        made.append(
            f"{people(most.out)} residents work in {area.name_of(most.code)}, "
            f"{percent(most.out / whole.outflow)} of all who leave; {people(most.into)} come from there."
        )
    made.append(
        f"{people(whole.inflow)} workers come in and {people(whole.outflow)} go out: on balance {area.name} "
        f"{higher_or_lower(whole.net, 'gains', 'loses')} {people(abs(whole.net))} workers at fixed workplaces."
    )
    known = [item for item in found.districts if item.residence is not None]
    if len(known) > 1:
        low, *_, high = sorted(known, key=lambda item: item.residence.value if item.residence else 0.0)
        if low.residence is not None and high.residence is not None:
            made.append(
                f"Single districts are far less contained: from {percent(low.residence.value)} in "
                f"{area.name_of(low.code)} "
                f"to {percent(high.residence.value)} in {area.name_of(high.code)}."
            )
    made += _group_sentences(found.groups, area)
    return tuple(made)


def _group_sentences(groups: Sequence[Group], area: Area) -> list[str]:
    if not groups:
        return []
    parts = [
        f"{listed([area.name_of(code) for code in group.members])} with {_others(group, area)}" for group in groups
    ]
    several = "one cluster" if len(groups) == 1 else f"{len(groups)} clusters"
    return [f"By their flows the districts fall into {several}: {'; '.join(parts)}."]


def _others(group: Group, area: Area) -> str:
    if not group.others:
        return "no district outside"
    names = [area.name_of(code) for code in group.others]
    if len(names) <= 4:
        return listed(names)
    return f"{len(names)} districts outside, among them {listed(names[:3])}"


def _containment(found: Commuting, area: Area) -> Section:
    whole = found.whole
    lines = [whole, *sorted(found.districts, key=lambda item: -(item.residence.value if item.residence else 0.0))]
    bars = tuple(
        Bar(
            area.name_of(item.code),
            100 * item.residence.value,
            low=100 * item.residence.value,
            high=100 * item.residence_with_home,
            role=role_of(area, item.code),
            detail="the line runs to the share with those at home or without a fixed place",
        )
        for item in lines
        if item.residence is not None and item.residence_with_home is not None
    )
    rows = [_containment_row(item, area) for item in lines]
    return Section(
        "containment",
        "Self-containment, as bounds",
        (
            "Two figures stand for each place: without those at home or with no fixed place, and with all of them "
            "counted "
            "as working where they live. The second is as high as it can be. The first is not as low as it can be, "
            "since "
            "people without a fixed place may work elsewhere; the widest bounds are named above. The table cannot tell "
            "home from no fixed place.",
        ),
        (
            Figure(
                "containment-residents",
                "Residents who work where they live, 2021",
                BarChart(bars, "%", "per cent of residents in work"),
                (
                    f"Bars leave out those at home or without a fixed place; lines reach to the share with them. "
                    f"{area.name}: {_percent(whole.residence.value if whole.residence else None)} and "
                    f"{_percent(whole.residence_with_home)}.",
                ),
                table=table(
                    "containment-table",
                    "Self-containment of the area and its districts",
                    (
                        "Place",
                        "Residents with a fixed workplace",
                        "At home or no fixed place",
                        "Work where they live, %",
                        "With those at home, %",
                        "Workers who live there, %",
                        "With those at home, % ",
                        "Come in",
                        "Go out",
                        "Net",
                    ),
                    rows,
                ),
                source=SOURCE,
            ),
        ),
        notes=(LOCKDOWN,),
    )


def _containment_row(item: Containment, area: Area) -> tuple[Cell, ...]:
    return (
        text_cell(area.name_of(item.code), tone="own" if item.code == area.code else ""),
        _count(item.residents),
        _count(item.at_home),
        number_cell(_hundred(item.residence, bounds=False), "%"),
        number_cell(None if item.residence_with_home is None else 100 * item.residence_with_home, "%"),
        number_cell(_hundred(item.workplace, bounds=False), "%"),
        number_cell(None if item.workplace_with_home is None else 100 * item.workplace_with_home, "%"),
        _count(item.inflow),
        _count(item.outflow),
        _count(item.net, signed=True),
    )


def _count(value: float, *, signed: bool = False) -> Cell:
    text = people(value)
    return Cell(f"+{text}" if signed and value > 0 else text, sort=value)


def _border(found: Commuting, area: Area) -> Section:
    outward = sorted(found.flows, key=lambda flow: -flow.out)[:MOST]
    inward = sorted(found.flows, key=lambda flow: -flow.into)[:MOST]
    figures = []
    for ident, title, flows, pick in (
        ("flows-out", "Where residents go to work", outward, "out"),
        ("flows-in", "Where workers come from", inward, "into"),
    ):
        bars = tuple(Bar(area.name_of(flow.code), getattr(flow, pick), role=role_of(area, flow.code)) for flow in flows)
        shown = sum(getattr(flow, pick) for flow in flows)
        whole = found.whole.outflow if pick == "out" else found.whole.inflow
        figures.append(
            Figure(
                ident,
                f"{title}, outside {area.name}, 2021",
                BarChart(bars, "people", "workers with a fixed workplace", decimals=0),
                (
                    f"The {len(flows)} districts shown are {percent(shown / whole)} of the {people(whole)} who "
                    f"{'go out' if pick == 'out' else 'come in'}. The largest is {area.name_of(flows[0].code)} with "
                    f"{people(getattr(flows[0], pick))}."
                    if flows and whole
                    else "Nobody crosses the border in this table.",
                ),
                table=_flow_table(f"{ident}-table", title, flows, area),
                source=SOURCE,
            )
        )
    regions = _flow_table("regions-table", "Flows by region and country", found.regions, area)
    return Section(
        "border",
        "Across the border",
        (
            "Workers at fixed workplaces in the United Kingdom, residents of England and Wales. Districts that border "
            f"{area.name} are in colour, others in grey.",
        ),
        tuple(figures),
        (regions,),
    )


def _flow_table(ident: str, caption: str, flows: Sequence[Flow], area: Area) -> Table:
    rows = [
        (text_cell(area.name_of(flow.code)), _count(flow.out), _count(flow.into), _count(flow.net, signed=True))
        for flow in flows
    ]
    return table(ident, f"{caption}, 2021", ("Place", "Go there", "Come from there", "Net"), rows)


def _neighbours(found: Commuting, area: Area) -> Section:
    flows = sorted(found.neighbours, key=lambda flow: -(flow.out + flow.into))
    if not flows:
        return missing_section(
            "neighbours",
            "Neighbours",
            Missing("No district that borders the area is named as its neighbour.", "Name them in workspace.toml."),
        )
    both = sum(flow.out for flow in flows), sum(flow.into for flow in flows)
    names = [area.name_of(flow.code) for flow in flows[:3]]
    return Section(
        "neighbours",
        "Neighbours",
        (
            f"The {len(flows)} districts that border {area.name} take {people(both[0])} of its residents and send "
            f"{people(both[1])} workers. The closest ties are with {listed(names)}.",
        ),
        tables=(_flow_table("neighbours-table", "Flows to and from bordering districts", flows, area),),
    )


def _within(found: Commuting, area: Area) -> Section:
    names = tuple(area.name_of(code) for code in found.members)
    cells = tuple(
        HeatCell(
            names[row], names[column], float(found.between[row, column]), people(float(found.between[row, column]))
        )
        for row in range(len(names))
        for column in range(len(names))
        if row != column
    )
    if len(names) < 2:
        return Section("within", "Between the districts", ("The area is one district.",))
    largest = max(cells, key=lambda cell: cell.value or 0.0)
    rows = [
        (text_cell(names[row]), *(_count(float(found.between[row, column])) for column in range(len(names))))
        for row in range(len(names))
    ]
    return Section(
        "within",
        "Between the districts",
        (),
        (
            Figure(
                "between-districts",
                "From home (rows) to work (columns), 2021",
                HeatmapChart(cells, "people", names, names, legend="workers", decimals=0),
                (
                    f"The largest flow between two districts is from {largest.row} to {largest.column}: "
                    f"{people(largest.value or 0.0)}. Those who work in their own district are left out of the "
                    "picture and "
                    "are in the table.",
                ),
                table=table("between-districts-table", "From home to work, 2021", ("Home", *names), rows),
                source=SOURCE,
            ),
        ),
    )


def _groups(groups: Sequence[Group], area: Area) -> Section:
    title = "Clusters of districts"
    if not groups:
        return missing_section("groups", title, Missing("No cluster holds a district of this area.", ""))
    shown = groups[:6]
    classes = tuple((f"c{at}", f"Cluster {at + 1}", f"cluster-{at + 1}") for at in range(len(shown)))
    members = tuple((code, f"c{at}") for at, group in enumerate(shown) for code in group.members)
    rows = [
        (
            text_cell(f"Cluster {at + 1}"),
            text_cell(listed([area.name_of(code) for code in group.members])),
            text_cell(_others(group, area)),
            number_cell(100 * group.residence, "%"),
            number_cell(100 * group.workplace, "%"),
        )
        for at, group in enumerate(groups)
    ]
    return Section(
        "groups",
        title,
        (
            "Districts of England and Wales gathered so that each cluster holds most of its own commuting. These are "
            "clusters, not Travel to Work Areas: the official ones are made of far smaller parts, from another "
            "census, and "
            "a whole district can only go one way.",
        ),
        (
            Figure(
                "clusters-of-districts",
                f"Clusters of districts by commuting, within {area.name}",
                ClassMap(classes, members, boundaries="districts"),
                tuple(_group_sentences(groups, area)),
                table=table(
                    "clusters-table",
                    "Clusters that hold districts of the area",
                    (
                        "Cluster",
                        "Districts here",
                        "Districts outside",
                        "Residents who work in it",
                        "Workers who live in it",
                    ),
                    rows,
                ),
                source=SOURCE,
            ),
        ),
    )
