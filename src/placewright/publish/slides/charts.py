"""Native charts on slides: lines or bars whose numbers can be edited, drawn calmly in the theme's colours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from placewright.core.printing import unit_form, unit_in_words
from placewright.publish.chart_parts import nice_domain
from placewright.publish.document import Figures, Line

MOST_BARS = 24
"""The most bars that can be read on a slide."""

MOST_LINES = 4
"""The most lines of a chart that can be told apart on a slide."""

MOST_PARTS = 6
"""The most lines or parts of a bar for which there is a colour."""

_ACCENTS = ("ACCENT_1", "ACCENT_2", "ACCENT_4", "ACCENT_3", "ACCENT_5", "ACCENT_6")
_DASHES = (None, "DASH", "ROUND_DOT", "LONG_DASH", "DASH_DOT", "LONG_DASH_DOT")
_MOST_LABELS = 9
_NAMES_IN_A_ROW = 70
_FEW_BARS = 4
_LABEL_ROOM = 0.16
_HOLDS_A_NUMBER = 0.2


def can_be_drawn(figures: Figures) -> bool:
    """Whether a slide's chart can hold the numbers and still be read."""
    if not any(value is not None for line in figures.lines for value in line.values):
        return False
    bars = len(figures.labels) * (1 if _is_stacked(figures) else len(figures.lines))
    return len(figures.lines) <= len(_ACCENTS) and (figures.form == "line" or bars <= MOST_BARS)


def with_room(figures: Figures, places: Sequence[str]) -> Figures:
    """The figures with the lines of the places named first, and no more lines than can be told apart."""
    if figures.form != "line":
        return figures
    named = [line for place in places for line in figures.lines if line.name == place]
    others = [line for line in figures.lines if line.name not in places]
    return replace(figures, lines=tuple([*named, *others][:MOST_LINES]))


def insert_chart(placeholder: Any, figures: Figures, *, alt: str, title: str, places: Collection[str] = ()) -> None:
    """Put a native chart in a placeholder, with its alternative text.

    Args:
        places: whose bars stand out among those of others.
    """
    import pptx.chart.data

    scale = unit_form(figures.unit).scale
    make: Any = pptx.chart.data.CategoryChartData
    data = make(number_format=_number_format(figures))
    data.categories = list(figures.labels)
    for line in figures.lines:
        data.add_series(line.name, [None if value is None else value * scale for value in line.values])
    frame = placeholder.insert_chart(_kind(figures), data)
    named = frame._element.nvGraphicFramePr.cNvPr
    named.set("descr", alt)
    named.set("title", title)
    _settle(frame.chart, figures, title, places)


def _kind(figures: Figures) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE

    if figures.form == "line":
        return XL_CHART_TYPE.LINE
    if _is_upright(figures):
        return XL_CHART_TYPE.COLUMN_STACKED if _is_stacked(figures) else XL_CHART_TYPE.COLUMN_CLUSTERED
    return XL_CHART_TYPE.BAR_STACKED if _is_stacked(figures) else XL_CHART_TYPE.BAR_CLUSTERED


def _is_upright(figures: Figures) -> bool:
    return figures.form.endswith("column")


def _is_stacked(figures: Figures) -> bool:
    return figures.form.startswith("stack")


def _settle(chart: Any, figures: Figures, title: str, places: Collection[str]) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.util import Pt

    chart.font.size = Pt(12)
    chart.has_title = True
    _write(chart.chart_title.text_frame, title, strong=True)
    chart.has_legend = len(figures.lines) > 1
    if chart.has_legend:
        is_long = sum(len(line.name) + 6 for line in figures.lines) > _NAMES_IN_A_ROW
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM if is_long else XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(12)
    values, names = chart.value_axis, chart.category_axis
    values.tick_labels.number_format = _number_format(figures)
    values.tick_labels.number_format_is_linked = False
    values.format.line.fill.background()
    values.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _paint_line(names.format.line, "ACCENT_6", 0.75)
    values.has_title = True
    _paint_line(values.major_gridlines.format.line, "BACKGROUND_2", 0.75, darker=-0.1)
    _write(values.axis_title.text_frame, _unit_words(figures))
    if figures.form == "line":
        _draw_lines(chart, figures)
        _hold_intervals(values, figures)
    else:
        _draw_bars(chart, figures, places)
    for series, line in zip(chart.plots[0].series, figures.lines, strict=True):
        _draw_intervals(series, line, unit_form(figures.unit).scale)


def _write(frame: Any, words: str, *, strong: bool = False) -> None:
    from pptx.util import Pt

    frame.text = words
    frame.paragraphs[0].font.size, frame.paragraphs[0].font.bold = Pt(12), strong


def _draw_lines(chart: Any, figures: Figures) -> None:
    from pptx.enum.dml import MSO_LINE
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    for n, series in enumerate(chart.plots[0].series):
        series.smooth = False
        _paint_line(series.format.line, _ACCENTS[n], 3.0 if n == 0 else 2.0)
        if dash := _DASHES[n]:
            series.format.line.dash_style = getattr(MSO_LINE, dash)
    every = -(-len(figures.labels) // _MOST_LABELS)
    if every > 1:
        axis = chart.category_axis._element
        for tag in ("tickLblSkip", "tickMarkSkip"):
            skip = parse_xml(f'<c:{tag} {nsdecls("c")} val="{every}"/>')
            axis.find("{*}noMultiLvlLbl").addprevious(skip)


def _draw_bars(chart: Any, figures: Figures, places: Collection[str]) -> None:
    from pptx.enum.chart import XL_AXIS_CROSSES, XL_LABEL_POSITION
    from pptx.util import Pt

    plot = chart.plots[0]
    plot.gap_width = 45 if len(figures.labels) > _FEW_BARS else 110
    _begin_at_nothing(chart.value_axis, figures)
    plot.vary_by_categories = False
    if not _is_upright(figures):
        chart.category_axis.reverse_order = True
        chart.category_axis.crosses = XL_AXIS_CROSSES.MAXIMUM
    for n, series in enumerate(plot.series):
        _paint(series.format.fill, _ACCENTS[n])
        series.invert_if_negative = False
    if len(figures.lines) == 1:
        chart.value_axis.has_title = False
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = _number_format(figures), False
        if set(figures.labels) & set(places):
            for n, label in enumerate(figures.labels):
                _paint(plot.series[0].points[n].format.fill, "ACCENT_1" if label in places else "ACCENT_6")
        labels.position, labels.font.size = XL_LABEL_POSITION.OUTSIDE_END, Pt(11)
        if figures.lines[0].low:
            _label_within(plot.series[0], figures)


def _label_within(series: Any, figures: Figures) -> None:
    """Numbers at the foot of their bars, since intervals cross the ends; beside those too short to hold one."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = _number_format(figures), False
    labels.position, labels.font.size = XL_LABEL_POSITION.OUTSIDE_END, Pt(11)
    values = figures.lines[0].values
    longest = max((abs(value) for value in values if value is not None), default=0.0)
    for n, value in enumerate(values):
        if value is None or abs(value) < _HOLDS_A_NUMBER * longest:
            continue
        point = series.points[n]
        if point.format.fill.type is not None and point.format.fill.fore_color.theme_color == MSO_THEME_COLOR.ACCENT_6:
            point.format.fill.fore_color.brightness = -0.3
        point.data_label.position = XL_LABEL_POSITION.INSIDE_BASE
        point.data_label.font.size = Pt(11)
        point.data_label.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1


def _begin_at_nothing(axis: Any, figures: Figures) -> None:
    """Bars begin at 0, so that their lengths can be compared; negative ones have room for their numbers."""
    if _is_stacked(figures):
        return
    scale = unit_form(figures.unit).scale
    ends = [
        each * scale for line in figures.lines for each in (*line.values, *line.low, *line.high) if each is not None
    ]
    least, most = min(ends, default=0.0), max(ends, default=0.0)
    if least >= 0:
        axis.minimum_scale = 0
    else:
        axis.minimum_scale = least - _LABEL_ROOM * (max(most, 0.0) - least)
        axis.maximum_scale = max(most, 0.0) + (_LABEL_ROOM * (most - least) if most > 0 else 0.0)


def _hold_intervals(axis: Any, figures: Figures) -> None:
    """Set the ends of the axis so that no interval is cut off: programs look at the values alone."""
    known = (each for line in figures.lines if line.low for each in (*line.values, *line.low, *line.high))
    ends = [each * unit_form(figures.unit).scale for each in known if each is not None]
    if ends:
        axis.minimum_scale, axis.maximum_scale = nice_domain(ends)


def _draw_intervals(series: Any, line: Line, scale: float) -> None:
    """Lines from the lower to the upper end of each interval, as the numbers of the chart's own error bars."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    if not line.low or not line.high:
        return
    ends: dict[str, list[float]] = {"plus": [], "minus": []}
    for value, low, high in zip(line.values, line.low, line.high, strict=True):
        is_known = value is not None and low is not None and high is not None
        ends["plus"].append(max((high or 0.0) - (value or 0.0), 0.0) * scale if is_known else 0.0)
        ends["minus"].append(max((value or 0.0) - (low or 0.0), 0.0) * scale if is_known else 0.0)
    numbers = "".join(
        f"<c:{name}><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val='{len(found)}'/>"
        + "".join(f"<c:pt idx='{n}'><c:v>{number:.12g}</c:v></c:pt>" for n, number in enumerate(found))
        + f"</c:numLit></c:{name}>"
        for name, found in ends.items()
    )
    bars = parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}><c:errDir val='y'/><c:errBarType val='both'/><c:errValType val='cust'/>"
        f"<c:noEndCap val='0'/>{numbers}<c:spPr><a:ln w='15875'><a:solidFill><a:schemeClr val='tx1'/></a:solidFill>"
        "</a:ln></c:spPr></c:errBars>"
    )
    series._element.find("{*}cat").addprevious(bars)


def _paint(fill: Any, accent: str) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR

    fill.solid()
    fill.fore_color.theme_color = getattr(MSO_THEME_COLOR, accent)


def _paint_line(line: Any, accent: str, width: float, *, darker: float = 0.0) -> None:
    from pptx.util import Pt

    _paint(line.fill, accent)
    line.width = Pt(width)
    if darker:
        line.color.brightness = darker


def _number_format(figures: Figures) -> str:
    """How the chart writes numbers: as the sentence does, else with no more decimals than tell the values apart."""
    form = unit_form(figures.unit)
    known = [abs(value) * form.scale for line in figures.lines for value in line.values if value is not None]
    decimals = 0 if known and max(known) >= 1000 else min(form.decimals, 1 if known and max(known) >= 10 else 2)
    if figures.decimals is not None and figures.form == "bar":
        decimals = figures.decimals
    if form.is_coined and decimals == 1:
        decimals = 2
    number = "#,##0" + ("." + "0" * decimals if decimals else "")
    before = f'"{form.before}"' if form.before else ""
    after = f'"{form.after}"' if form.after in ("%", "m", "bn") else ""
    return f"{before}{number}{after}"


def _unit_words(figures: Figures) -> str:
    if figures.unit.startswith("index "):
        return figures.unit.removeprefix("index ").replace("=", " = ")
    words = unit_in_words(figures.unit)
    return words[:1].upper() + words[1:]
