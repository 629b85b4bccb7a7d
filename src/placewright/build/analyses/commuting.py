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
    said,
    table,
    text_cell,
)
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.places.in_sentences import the
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
TITLE = marked("Commuting and borders")
MOST = 12

LOCKDOWN = Note(
    marked("Counted in a lockdown"),
    marked(
        "The census was on 21 March 2021. Many people worked at home who had commuted before and have commuted since, "
        "and some "
        "were on furlough. Flows are too small, shares at home too large, and by how much nobody "
        "has measured for these "
        "areas."
    ),
    "caveat",
)

CANNOT_SHOW = (
    marked("Commuting before or after the lockdown in which the census was taken."),
    marked(
        "Where people without a fixed place work: the table counts them with those at home, at "
        "their place of residence."
    ),
    marked("Workers who live in Scotland or Northern Ireland and work here; they are in other censuses."),
    marked("Second jobs, days of the week, and how people travel or how long it takes them."),
    marked("Who they are: pay, skills and industry are in tables not read here."),
)

SOURCE = marked("ONS, Census 2021, origin and destination of workers")


def commuting_page(found: Commuting | Missing, area: Area, provenance: Provenance) -> AnalysisPage:
    """The page."""
    if isinstance(found, Missing):
        return AnalysisPage(
            SLUG,
            _("%(title)s of %(name)s") % {"title": _(TITLE), "name": the(area.name)},
            _("Where people who live in %(name)s work is unmeasured here.") % {"name": the(area.name)},
            (),
            (),
            (missing_section("containment", "Self-containment", found),),
            tuple(map(_, CANNOT_SHOW)),
            provenance.sources,
            provenance.caveats,
        )
    return AnalysisPage(
        slug=SLUG,
        title=_("%(title)s of %(name)s") % {"title": _(TITLE), "name": the(area.name)},
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
        cannot_show=tuple(map(_, CANNOT_SHOW)),
        sources=provenance.sources,
        caveats=provenance.caveats,
    )


def _lede(found: Commuting, area: Area) -> str:
    whole = found.whole
    share = _("an unknown part") if whole.residence is None else percent(whole.residence.value)
    return _(
        "Of %(people)s residents of %(name)s who travelled to a fixed workplace on "
        "census day in 2021, %(people_2)s (%(share)s) worked in %(name)s; "
        "%(people_3)s more worked at home or had no fixed place."
    ) % {
        "people": people(whole.residents),
        "name": the(area.name),
        "people_2": people(whole.both),
        "share": share,
        "people_3": people(whole.at_home),
    }


def _key_figures(found: Commuting, area: Area) -> tuple[KeyFigure, ...]:
    whole = found.whole
    most = _most_out(found, area)
    made = [
        KeyFigure(
            _("Work where they live, fixed workplaces only"),
            reading(_hundred(whole.residence, bounds=False), "%", "March 2021", decimals=1),
            _("%(share)s with those at home or without a fixed place") % {"share": _percent(whole.residence_with_home)},
        ),
        KeyFigure(
            _("Work at home or have no fixed place"),
            reading(whole.at_home, "people", "March 2021"),
            _("%(share)s of residents in work") % {"share": percent(whole.at_home / (whole.at_home + whole.residents))},
        ),
    ]
    if most is not None:
        made.append(
            KeyFigure(
                (
                    _("Residents who go to work elsewhere in %(place)s")
                    if most.code in _own_regions(area)
                    else _("Residents who work in %(place)s")
                )
                % {"place": the(area.name_of(most.code))},
                reading(most.out, "people", "March 2021"),
                _("%(people)s come from there") % {"people": people(most.into)},
            )
        )
    made.append(
        KeyFigure(
            _("Net commuting"),
            reading(whole.net, "people", "March 2021"),
            _("%(people)s come in, %(people_2)s go out")
            % {"people": people(whole.inflow), "people_2": people(whole.outflow)},
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
    own = _own_regions(area)
    others = [flow for flow in found.regions if flow.code not in own] or list(found.regions)
    return max(others, key=lambda flow: flow.out, default=None)


def _own_regions(area: Area) -> frozenset[str]:
    """The regions that hold a part of the area: of these a flow across its border is of what lies outside it alone."""
    return frozenset({area.region, *(area.region_of.get(code, "") for code in area.members)} - {""})


def _findings(found: Commuting, area: Area) -> tuple[str, ...]:
    whole = found.whole
    made = []
    if whole.residence is not None and whole.residence.low is not None and whole.residence.high is not None:
        made.append(
            _(
                "Self-containment of residents is %(share)s among those with a fixed "
                "workplace, and %(share_2)s if all at home or without a fixed place count "
                "as working in %(name)s. Nothing narrower than %(share_3)s to %(share_4)s "
                "is certain, since where those without a fixed place work is not recorded."
            )
            % {
                "share": percent(whole.residence.value),
                "share_2": _percent(whole.residence_with_home),
                "name": the(area.name),
                "share_3": percent(whole.residence.low),
                "share_4": percent(whole.residence.high),
            }
        )
    if whole.workplace is not None:
        made.append(
            _(
                "Of workers at fixed workplaces in %(name)s, %(share)s live there "
                "(%(share_2)s with those at home or without a fixed place)."
            )
            % {
                "name": the(area.name),
                "share": percent(whole.workplace.value),
                "share_2": _percent(whole.workplace_with_home),
            }
        )
    most = _most_out(found, area)
    if most is not None:
        made.append(
            (
                _(
                    "%(people)s residents go to work elsewhere in %(place)s, %(share)s of all who leave; %(people_2)s "
                    "come from there."
                )
                if most.code in _own_regions(area)
                else _(
                    "%(people)s residents work in %(place)s, %(share)s of all who leave; %(people_2)s come from there."
                )
            )
            % {
                "people": people(most.out),
                "place": the(area.name_of(most.code)),
                "share": percent(most.out / whole.outflow),
                "people_2": people(most.into),
            }
        )
    made.append(
        _(
            "%(people)s workers come in and %(people_2)s go out: on balance %(name)s "
            "%(side)s %(people_3)s workers at fixed workplaces."
        )
        % {
            "people": people(whole.inflow),
            "people_2": people(whole.outflow),
            "name": the(area.name),
            "side": higher_or_lower(whole.net, _("gains"), _("loses")),
            "people_3": people(abs(whole.net)),
        }
    )
    known = [item for item in found.districts if item.residence is not None]
    if len(known) > 1:
        low, *_rest, high = sorted(known, key=lambda item: item.residence.value if item.residence else 0.0)
        if low.residence is not None and high.residence is not None:
            made.append(
                _("Single districts are far less contained: from %(share)s in %(place)s to %(share_2)s in %(place_2)s.")
                % {
                    "share": percent(low.residence.value),
                    "place": the(area.name_of(low.code)),
                    "share_2": percent(high.residence.value),
                    "place_2": the(area.name_of(high.code)),
                }
            )
    made += _group_sentences(found.groups, area)
    return tuple(made)


def _group_sentences(groups: Sequence[Group], area: Area) -> list[str]:
    if not groups:
        return []
    parts = [
        _("%(list)s with %(others)s")
        % {"list": listed([the(area.name_of(code)) for code in group.members]), "others": _others(group, area)}
        for group in groups
    ]
    several = _("one cluster") if len(groups) == 1 else _("%(groups)s clusters") % {"groups": len(groups)}
    return [
        _("By their flows the districts fall into %(several)s: %(list)s.")
        % {"several": several, "list": "; ".join(parts)}
    ]


def _others(group: Group, area: Area) -> str:
    if not group.others:
        return _("no district outside")
    names = [the(area.name_of(code)) for code in group.others]
    if len(names) <= 4:
        return listed(names)
    return _("%(names)s districts outside, among them %(list)s") % {"names": len(names), "list": listed(names[:3])}


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
            detail=_("the line runs to the share with those at home or without a fixed place"),
        )
        for item in lines
        if item.residence is not None and item.residence_with_home is not None
    )
    rows = [_containment_row(item, area) for item in lines]
    return Section(
        "containment",
        _("Self-containment, as bounds"),
        (
            _(
                "Two figures stand for each place: without those at home or with no fixed "
                "place, and with all of them counted as working where they live. The "
                "second is as high as it can be. The first is not as low as it can be, "
                "since people without a fixed place may work elsewhere; the widest bounds "
                "are named above. The table cannot tell home from no fixed place."
            ),
        ),
        (
            Figure(
                "containment-residents",
                _("Residents who work where they live, 2021"),
                BarChart(bars, "%", _("per cent of residents in work")),
                (
                    _(
                        "Bars leave out those at home or without a fixed place; lines reach to the "
                        "share with them. %(name)s: %(share)s and %(share_2)s."
                    )
                    % {
                        "name": area.name,
                        "share": _percent(whole.residence.value if whole.residence else None),
                        "share_2": _percent(whole.residence_with_home),
                    },
                ),
                table=table(
                    "containment-table",
                    _("Self-containment of the area and its districts"),
                    (
                        _("Place"),
                        _("Residents with a fixed workplace"),
                        _("At home or no fixed place"),
                        _("Work where they live, %"),
                        _("With those at home, %"),
                        _("Workers who live there, %"),
                        _("With those at home, % "),
                        _("Come in"),
                        _("Go out"),
                        _("Net"),
                    ),
                    rows,
                ),
                source=_(SOURCE),
            ),
        ),
        notes=(said(LOCKDOWN),),
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
        ("flows-out", _("Where residents go to work"), outward, "out"),
        ("flows-in", _("Where workers come from"), inward, "into"),
    ):
        bars = tuple(Bar(area.name_of(flow.code), getattr(flow, pick), role=role_of(area, flow.code)) for flow in flows)
        shown = sum(getattr(flow, pick) for flow in flows)
        whole = found.whole.outflow if pick == "out" else found.whole.inflow
        figures.append(
            Figure(
                ident,
                _("%(title)s, outside %(name)s, 2021") % {"title": title, "name": the(area.name)},
                BarChart(bars, "people", _("workers with a fixed workplace"), decimals=0),
                (
                    _(
                        "The %(flows)s districts shown are %(share)s of the %(people)s who "
                        "%(part)s. The largest is %(place)s with %(people_2)s."
                    )
                    % {
                        "flows": len(flows),
                        "share": percent(shown / whole),
                        "people": people(whole),
                        "part": _("go out") if pick == "out" else _("come in"),
                        "place": the(area.name_of(flows[0].code)),
                        "people_2": people(getattr(flows[0], pick)),
                    }
                    if flows and whole
                    else _("Nobody crosses the border in this table."),
                ),
                table=_flow_table(f"{ident}-table", title, flows, area),
                source=_(SOURCE),
            )
        )
    regions = _flow_table("regions-table", _("Flows by region and country"), found.regions, area)
    return Section(
        "border",
        _("Across the border"),
        (
            _(
                "Workers at fixed workplaces in the United Kingdom, residents of England "
                "and Wales. Districts that border %(name)s are in colour, others in grey."
            )
            % {"name": the(area.name)},
        ),
        tuple(figures),
        (regions,),
    )


def _flow_table(ident: str, caption: str, flows: Sequence[Flow], area: Area) -> Table:
    own = _own_regions(area)
    rows = [
        (
            text_cell(
                _("Elsewhere in %(place)s") % {"place": the(area.name_of(flow.code))}
                if flow.code in own
                else area.name_of(flow.code)
            ),
            _count(flow.out),
            _count(flow.into),
            _count(flow.net, signed=True),
        )
        for flow in flows
    ]
    return table(ident, f"{caption}, 2021", (_("Place"), _("Go there"), _("Come from there"), _("Net")), rows)


def _neighbours(found: Commuting, area: Area) -> Section:
    flows = sorted(found.neighbours, key=lambda flow: -(flow.out + flow.into))
    if not flows:
        return missing_section(
            "neighbours",
            "Neighbours",
            Missing(
                _("No district that borders the area is named as its neighbour."), _("Name them in workspace.toml.")
            ),
        )
    both = sum(flow.out for flow in flows), sum(flow.into for flow in flows)
    names = [the(area.name_of(flow.code)) for flow in flows[:3]]
    return Section(
        "neighbours",
        "Neighbours",
        (
            _(
                "The %(flows)s districts that border %(name)s take %(people)s of its "
                "residents and send %(people_2)s workers. The closest ties are with "
                "%(list)s."
            )
            % {
                "flows": len(flows),
                "name": the(area.name),
                "people": people(both[0]),
                "people_2": people(both[1]),
                "list": listed(names),
            },
        ),
        tables=(_flow_table("neighbours-table", _("Flows to and from bordering districts"), flows, area),),
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
        return Section("within", _("Between the districts"), (_("The area is one district."),))
    largest = max(cells, key=lambda cell: cell.value or 0.0)
    rows = [
        (text_cell(names[row]), *(_count(float(found.between[row, column])) for column in range(len(names))))
        for row in range(len(names))
    ]
    return Section(
        "within",
        _("Between the districts"),
        (),
        (
            Figure(
                "between-districts",
                _("From home (rows) to work (columns), 2021"),
                HeatmapChart(cells, "people", names, names, legend="workers", decimals=0),
                (
                    _(
                        "The largest flow between two districts is from %(row)s to %(column)s: "
                        "%(people)s. Those who work in their own district are left out of the "
                        "picture and are in the table."
                    )
                    % {"row": the(largest.row), "column": the(largest.column), "people": people(largest.value or 0.0)},
                ),
                table=table("between-districts-table", _("From home to work, 2021"), ("Home", *names), rows),
                source=_(SOURCE),
            ),
        ),
    )


def _groups(groups: Sequence[Group], area: Area) -> Section:
    title = _("Clusters of districts")
    if not groups:
        return missing_section("groups", title, Missing(_("No cluster holds a district of this area."), ""))
    shown = groups[:6]
    classes = tuple(
        (f"c{at}", _("Cluster %(value)s") % {"value": at + 1}, f"cluster-{at + 1}") for at in range(len(shown))
    )
    members = tuple((code, f"c{at}") for at, group in enumerate(shown) for code in group.members)
    rows = [
        (
            text_cell(_("Cluster %(value)s") % {"value": at + 1}),
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
            _(
                "Districts of England and Wales gathered so that each cluster holds most "
                "of its own commuting. These are clusters, not Travel to Work Areas: the "
                "official ones are made of far smaller parts, from another census, and a "
                "whole district can only go one way."
            ),
        ),
        (
            Figure(
                "clusters-of-districts",
                _("Clusters of districts by commuting, within %(name)s") % {"name": the(area.name)},
                ClassMap(classes, members, boundaries="districts"),
                tuple(_group_sentences(groups, area)),
                table=table(
                    "clusters-table",
                    _("Clusters that hold districts of the area"),
                    (
                        _("Cluster"),
                        _("Districts here"),
                        _("Districts outside"),
                        _("Residents who work in it"),
                        _("Workers who live in it"),
                    ),
                    rows,
                ),
                source=_(SOURCE),
            ),
        ),
    )
