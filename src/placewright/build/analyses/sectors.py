"""The page on sectors: three kinds of location quotient side by side, shift-share, complexity and relatedness."""

from __future__ import annotations

from placewright.analysis.area import Area, Missing
from placewright.analysis.diversification import Diversification
from placewright.analysis.industry_accounts import NAMES
from placewright.analysis.sector_changes import EmployeeShift, VolumeShift
from placewright.analysis.sectors import Concentration
from placewright.build.analyses.pieces import (
    Provenance,
    listed,
    reading,
)
from placewright.build.analyses.sector_sections import (
    complexity_sentence,
    concentration_section,
    diversification_section,
    employee_sentence,
    employee_shift_section,
    volume_sentence,
    volume_shift_section,
)
from placewright.core.late_dataclass import dataclass
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.places.in_sentences import the
from placewright.publish.formats import number
from placewright.publish.views import (
    KeyFigure,
)
from placewright.publish.views_pages import AnalysisPage

SLUG = "sectors"
TITLE = marked("Sectors")


CANNOT_SHOW = (
    marked("Why an industry is here, whether its firms buy from each other, and what would make it grow."),
    marked("New industries: the classification of 2007 has no line for many of them, and spreads them over old ones."),
    marked("The self-employed: the counts by industry are of employees."),
    marked(
        "Sampling error of the employee survey, which is not published by section; the ranges are "
        "those of rounding alone."
    ),
    marked("Differences between places inside the area: employees by industry are read here for the area as a whole."),
)


@dataclass(frozen=True, slots=True)
class Sectors:
    """The results that the page is made of."""

    concentration: Concentration | Missing
    volume_shift: VolumeShift | Missing
    employee_shift: EmployeeShift | Missing
    diversification: Diversification | Missing


def sectors_page(found: Sectors, area: Area, provenance: Provenance) -> AnalysisPage:
    """The page."""
    return AnalysisPage(
        slug=SLUG,
        title=_("%(title)s of %(name)s") % {"title": _(TITLE), "name": the(area.name)},
        lede=_lede(found, area),
        key_figures=_key_figures(found),
        findings=_findings(found, area),
        sections=(
            concentration_section(found.concentration, area),
            volume_shift_section(found.volume_shift, area),
            employee_shift_section(found.employee_shift, area),
            diversification_section(found.diversification, area),
        ),
        cannot_show=tuple(map(_, CANNOT_SHOW)),
        sources=provenance.sources,
        caveats=provenance.caveats,
    )


def _lede(found: Sectors, area: Area) -> str:
    if isinstance(found.concentration, Missing):
        return _("What is known of the industries of %(name)s, and what is missing.") % {"name": the(area.name)}
    above = sorted(
        (line for line in found.concentration.lines if line.by_employees.against(1.0) > 0),
        key=lambda line: -line.by_employees.value,
    )
    names = [NAMES[line.code].lower() for line in above[:3]]
    if not names:
        return _("No industry of %(name)s surely has a larger share of its employees than of Great Britain's.") % {
            "name": the(area.name)
        }
    return _(
        "%(capitalize)s have a larger share of employees in %(name)s than in Great "
        "Britain; part of that may be agencies and head offices, and no quotient "
        "alone is a reason to choose a sector."
    ) % {"capitalize": listed(names).capitalize(), "name": the(area.name)}


def _key_figures(found: Sectors) -> tuple[KeyFigure, ...]:
    made = []
    if isinstance(found.concentration, Concentration):
        lines = found.concentration.lines
        surely = [sum(line.by_employees.against(1.0) == side for line in lines) for side in (1, -1, 0)]
        top = max(lines, key=lambda line: line.by_employees.value)
        made += [
            KeyFigure(
                _("Most concentrated: %(lower)s") % {"lower": NAMES[top.code].lower()},
                reading(top.by_employees, "ratio", str(found.concentration.year)),
                _("location quotient by employees; 1 is Great Britain's share"),
            ),
            KeyFigure(
                _("Unlike Great Britain, in all"),
                reading(found.concentration.krugman, "ratio", str(found.concentration.year)),
                _(
                    "Krugman's index, 0 to 2; %(surely)s industries surely above Great "
                    "Britain's share, %(surely_2)s below, %(surely_3)s rounding cannot tell"
                )
                % {"surely": surely[0], "surely_2": surely[1], "surely_3": surely[2]},
            ),
        ]
    if isinstance(found.diversification, Diversification):
        detail, rank, _rest = found.diversification.ranks[0]
        made.append(
            KeyFigure(
                _("Complexity of the ITL 2 area"),
                reading(float(rank), "rank", str(found.diversification.year)),
                _("of %(codes)s ITL 2 areas of Great Britain, by %(detail)s industries")
                % {"codes": len(found.diversification.codes), "detail": detail},
            )
        )
    return tuple(made)


def _findings(found: Sectors, area: Area) -> tuple[str, ...]:
    made = []
    if isinstance(found.concentration, Concentration):
        made += _concentration_findings(found.concentration, area)
    if isinstance(found.volume_shift, VolumeShift):
        made.append(volume_sentence(found.volume_shift, area))
    if isinstance(found.employee_shift, EmployeeShift):
        made.append(employee_sentence(found.employee_shift, area))
    if isinstance(found.diversification, Diversification):
        made.append(complexity_sentence(found.diversification, area))
    return tuple(made)


def _concentration_findings(found: Concentration, area: Area) -> list[str]:
    made = []
    agree = [
        line
        for line in found.lines
        if line.by_employees.against(1.0) > 0
        and (line.by_value_added or 0) > 1
        and line.by_businesses is not None
        and line.by_businesses.against(1.0) > 0
    ]
    if agree:
        words = [f"{NAMES[line.code].lower()} ({number(line.by_employees.value, 2)})" for line in agree]
        made.append(
            _(
                "By employees, value added and businesses alike, %(name)s has more than "
                "Great Britain's share of %(list)s (quotients of employees, %(year)s)."
            )
            % {"name": the(area.name), "list": listed(words), "year": found.year}
        )
    split = [
        line
        for line in found.lines
        if line.by_value_added is not None and line.by_employees.against(1.0) < 0 and line.by_value_added > 1
    ]
    made += [
        _(
            "%(NAMES)s has fewer employees than its share (%(number)s) but more value "
            "added (%(number_2)s): what there is of it makes more per employee than "
            "elsewhere."
        )
        % {
            "NAMES": NAMES[line.code],
            "number": number(line.by_employees.value, 2),
            "number_2": number(line.by_value_added or 0.0, 2),
        }
        for line in split
    ]
    unclear = [NAMES[line.code].lower() for line in found.lines if line.by_employees.against(1.0) == 0]
    if unclear:
        made.append(
            _("For %(list)s rounding leaves open whether the quotient of employees is above or below 1.")
            % {"list": listed(unclear)}
        )
    jumps = [
        f"{NAMES[line.code].lower()} ({listed([str(y) for y in line.jumps])})" for line in found.lines if line.jumps
    ]
    if jumps:
        made.append(
            _(
                "Employees changed by a fifth more or less than Great Britain's within one "
                "year in %(list)s: small industries jump with rounding, large ones mostly "
                "because an employer was moved from one industry to another."
            )
            % {"list": listed(jumps)}
        )
    return made
