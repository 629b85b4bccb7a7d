"""The page on disparities: clusters of deprivation, deprived neighbourhoods, income, pay, and convergence."""

from __future__ import annotations

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate
from placewright.analysis.disparities import Disparities, IncomeSpread, Pay
from placewright.analysis.small_areas import Clusters
from placewright.build.analyses.disparity_sections import (
    cluster_sentence,
    clusters_section,
    convergence_section,
    convergence_sentence,
    deprived_section,
    deprived_sentence,
    income_section,
    income_sentence,
    lowest_and_highest,
    pay_section,
)
from placewright.build.analyses.pieces import (
    Provenance,
    pounds,
    reading,
)
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.places.in_sentences import the
from placewright.publish.views import (
    KeyFigure,
)
from placewright.publish.views_pages import AnalysisPage

SLUG = "disparities"
TITLE = marked("Disparities")


CANNOT_SHOW = (
    marked(
        "Change of deprivation between editions: the Indices rank areas against each other, with other data and other "
        "areas "
        "each time, so a neighbourhood's decile can change with nothing changing in it."
    ),
    marked(
        "Deprived people outside deprived neighbourhoods, who are most of them, and differences inside a neighbourhood."
    ),
    marked("Income within districts: the accounts give one figure for each, and most inequality is inside them."),
    marked("What is left after housing: income is before rent and mortgages."),
    marked("The same people over time: districts may converge because people move."),
)


def disparities_page(found: Disparities, area: Area, provenance: Provenance) -> AnalysisPage:
    """The page."""
    return AnalysisPage(
        slug=SLUG,
        title=_("%(title)s within %(name)s") % {"title": _(TITLE), "name": the(area.name)},
        lede=_lede(found, area),
        key_figures=_key_figures(found, area),
        findings=_findings(found, area),
        sections=(
            clusters_section(found.clusters, area),
            deprived_section(found.deprived, area),
            income_section(found.income, area),
            pay_section(found.pay, area, "pay", _("Pay at workplaces")),
            pay_section(found.pay_residence, area, "pay-residence", _("Pay of residents")),
            convergence_section(found.convergence, area),
        ),
        cannot_show=tuple(map(_, CANNOT_SHOW)),
        sources=provenance.sources,
        caveats=provenance.caveats,
    )


def _lede(found: Disparities, area: Area) -> str:
    if isinstance(found.income, Missing):
        return _("How far apart the neighbourhoods and districts of %(name)s are.") % {"name": the(area.name)}
    low, high = lowest_and_highest(found.income.per_head[:, -1])
    codes = found.income.codes
    return _(
        "In %(years)s disposable income ran from %(pounds)s a head in %(place)s to "
        "%(pounds_2)s in %(place_2)s, and that is between districts alone."
    ) % {
        "years": found.income.years[-1],
        "pounds": pounds(found.income.per_head[low, -1]),
        "place": the(area.name_of(codes[low])),
        "pounds_2": pounds(found.income.per_head[high, -1]),
        "place_2": the(area.name_of(codes[high])),
    }


def _key_figures(found: Disparities, area: Area) -> tuple[KeyFigure, ...]:
    made = []
    if not isinstance(found.deprived, Missing):
        latest = max(item.edition for item in found.deprived)
        mine = [item for item in found.deprived if item.edition == latest]
        areas, fifth = sum(item.areas for item in mine), sum(item.most_deprived_fifth for item in mine)
        made.append(
            KeyFigure(
                _("Neighbourhoods among England's most deprived fifth"),
                reading(100 * fifth / areas, "%", latest, decimals=1),
                _("%(fifth)s of %(areas)s small areas; a fifth of England's are, by definition")
                % {"fifth": fifth, "areas": areas},
            )
        )
    if isinstance(found.income, IncomeSpread):
        own = float(found.income.area_per_head[-1])
        made.append(
            KeyFigure(
                _("Disposable income a head"),
                reading(own, "GBP/head", str(found.income.years[-1])),
                ""
                if found.income.country_per_head is None
                else _("England %(pounds)s") % {"pounds": pounds(float(found.income.country_per_head[-1]))},
                "indicators/gdhi-per-head.html",
            )
        )
    if isinstance(found.pay, Pay) and found.pay.lines and found.pay.lines[0].ratio is not None:
        line_of = found.pay.lines[0]
        made.append(
            KeyFigure(
                _("Hourly pay, ninth decile over first, %(place)s") % {"place": area.name_of(line_of.code)},
                reading(line_of.ratio, "ratio", found.pay.period, error="sampling"),
                _("of jobs at workplaces, all employees"),
            )
        )
    return tuple(made)


def _findings(found: Disparities, area: Area) -> tuple[str, ...]:
    made = []
    if isinstance(found.clusters, Clusters):
        made.append(cluster_sentence(found.clusters, area))
    if not isinstance(found.deprived, Missing):
        made.append(deprived_sentence(found.deprived, area))
    if isinstance(found.income, IncomeSpread):
        made.append(income_sentence(found.income, area))
    if isinstance(found.pay, Pay):
        made += _pay_sentences(found.pay, area)
    if not isinstance(found.convergence, Missing):
        made += [convergence_sentence(item, area) for item in found.convergence]
    return tuple(made)


def _pay_sentences(found: Pay, area: Area) -> list[str]:
    known = [item for item in found.lines if item.code in area.members and item.percentiles[2] is not None]
    if len(known) < 2:
        return []
    low, high = lowest_and_highest([item.percentiles[2].value for item in known if item.percentiles[2] is not None])
    first, last = known[low], known[high]
    bottom, top = first.percentiles[2], last.percentiles[2]
    if bottom is None or top is None:
        return []
    apart = (bottom.high or bottom.value) < (top.low or top.value)
    return [
        _(
            "Median hourly pay at workplaces ran from %(pay_words)s in %(place)s to "
            "%(pay_words_2)s in %(place_2)s in %(period)s; the 95%% intervals %(part)s."
        )
        % {
            "pay_words": _pay_words(bottom),
            "place": the(area.name_of(first.code)),
            "pay_words_2": _pay_words(top),
            "place_2": the(area.name_of(last.code)),
            "period": found.period,
            "part": _("do not overlap") if apart else _("overlap, so the order is not sure"),
        }
    ]


def _pay_words(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None:
        return pounds(estimate.value, 2)
    return _("%(pounds)s (%(pounds_2)s to %(pounds_3)s)") % {
        "pounds": pounds(estimate.value, 2),
        "pounds_2": pounds(estimate.low, 2),
        "pounds_3": pounds(estimate.high, 2),
    }
