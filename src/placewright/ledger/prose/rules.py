"""The rules of prose: each with its name, what it refuses, a slip and its mend; and the check that runs them all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType

from placewright.core.late_dataclass import dataclass
from placewright.ledger.prose import (
    belongings,
    better_or_worse,
    beyond_sources,
    causes,
    chained_vintages,
    counted_lists,
    extremes_over_time,
    forecasts,
    joins,
    nominal_growth,
    other_places,
    other_years,
    own_figures,
    parts_and_totals,
    percentage_points,
    piled_comparisons,
    rank_directions,
    ranks,
    said_of_all,
    shares_and_counts,
    shares_of_a_question,
    sides,
    two_names,
    unbound_numbers,
    unfit_for_growth,
    unlike_comparisons,
    untested_comparisons,
    words_against_figures,
)
from placewright.ledger.prose.material import Material, ProseIssue, in_order


def nothing_across(material: Material) -> Iterator[ProseIssue]:
    """What most rules find across texts."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of prose: the name by which a waiver calls it, what it refuses and why, an example and its mend.

    `check` reads each record's texts by themselves, with the figures behind them, and records that are no texts;
    `across` holds the texts of all records against each other. A rule that does not weigh looks neither at how great
    figures are nor at what claims test or whom they quote: with others of these, `check` finds nothing more.
    """

    name: str
    says: str
    slip: str
    mend: str
    check: Callable[[Material], Iterator[ProseIssue]]
    across: Callable[[Material], Iterator[ProseIssue]] = nothing_across
    weighs: bool = True


_ALL = (
    Rule(
        unbound_numbers.RULE,
        "A quantity in digits or words must be computed, quoted or decided, so that a change of its source is noticed. "
        "Small cardinals that count a list, and what the list of exemptions names, may be typed. A fraction or "
        "multiple in a claim (half, doubled) may be typed where a test holds a figure against it, and anywhere where "
        "it says what the figures printed beside it make: {{ a }}, a fifth fewer than in England ({{ b }}).",
        "The county has 62,000 firms, and one in five exports.",
        "The county has {{ firms }} firms, and {{ quoted:export-survey.share }} export.",
        unbound_numbers.check,
    ),
    Rule(
        untested_comparisons.RULE,
        "A word of comparison (more, fewer, fallen, highest, lag) needs a test that compares; the highest and the "
        "lowest "
        "need a test of that, or a rank. A test that cannot fail, such as more than no people, compares "
        "nothing. In a chapter's own words, outside claims, a comparison needs a claim or "
        "a quoted "
        "source; a priority or action may say again what a claim of it tests; plans, conditions and a fixed list of "
        "phrases (higher education, at least, most recent) compare "
        "nothing.",
        "Wages have fallen behind, and rents are the highest in the region.",
        "{{ claim:wages-behind }} {{ claim:rents-highest }}",
        untested_comparisons.check,
    ),
    Rule(
        piled_comparisons.RULE,
        "Each comparison of a claim has a figure or test that speaks of it: movement (falling, has grown, than ten "
        "years before) one over time, a named place a figure of that place, and they agree. A title says nothing that "
        "all its claim's tests deny, and a chapter's heading, summary or sentence sets nothing against the nation or "
        "region the other way round than the claims beside it that are of the same; a heading that no claim under it "
        "is of warns. Neighbours, every other place, the region and the nation, and names that are not known, warn.",
        "Pay is {{ pay }}, less than in England ({{ england }}), falling and below Wales.",
        "Pay is {{ pay }}, less than in England ({{ england }}).",
        piled_comparisons.check,
    ),
    Rule(
        said_of_all.RULE,
        "What is said of every district, of none, of all but two or of most, or of year after year, has a test that "
        "ranges over them: the lowest or the highest of them held against the limit, or a figure of each place or of "
        "three times. In a chapter's own words and in texts of other records it warns, unless such a claim stands in "
        "the paragraph; that one lost the most does not say that all lost. How everybody or nobody fares (nobody is "
        "badly paid, every firm exports) is tested against all or none of them.",
        "Office space shrank in every district, for the third year running.",
        "Office space shrank in every district: by {{ least }} in Watford, where it shrank the least.",
        said_of_all.check,
    ),
    Rule(
        extremes_over_time.RULE,
        "The lowest since a year, the highest for ten years or on record, a record, a peak, the worst year, never so "
        "many: each has a test that ranges over the time that it names (`highest-over`, `lowest-over`). A peak is "
        "followed by years that were lower. In a chapter's own words a claim stands behind it, or who found it.",
        "In {{ homes.period }} {{ homes }} homes were begun, the fewest since 2008.",
        'Test `homes` with `is = "lowest-over"` and `over = "2008..latest"`.',
        extremes_over_time.check,
    ),
    Rule(
        causes.RULE,
        "Why a figure moved or differs is said with who found it: figures can show what is so, and no test of them "
        "shows what made it so. So is what a decline or a gap is down to. It warns.",
        "Because homes were built, output fell by {{ fall }}.",
        "Output fell by {{ fall }}. The study of 2019 lays it to {{ quoted:study.share }} fewer large firms.",
        causes.check,
    ),
    Rule(
        forecasts.RULE,
        "What a figure, a gap or a sector will do is a forecast: it is said with who made it, or on what it depends. "
        "A target, a condition and what a plan sets out are none. It warns.",
        "House prices will keep rising, and output is set to fall.",
        "House prices may keep rising. If no land is found, output is likely to fall.",
        forecasts.check,
        weighs=False,
    ),
    Rule(
        words_against_figures.RULE,
        "A word of direction in a claim agrees with the figures that stand beside it, whatever the tests are: "
        "what rose is "
        "greater afterwards, what is more than another is more, the steeper of two losses is the larger, few are no "
        "more than half, a fifth fewer is so by the two figures and one in five by its share, the highest has a test "
        "of the highest, and a group is called as its indicator calls it. "
        "Slightly more is no more than some 15% apart and far more no less than 5%; what differs significantly has "
        "intervals that do not meet; and nothing is certain that the figures cannot tell.",
        "Output fell from {{ 30 }} to {{ 32 }}, fewer than in England ({{ 31 }}).",
        "Output rose from {{ 30 }} to {{ 32 }}, more than in England ({{ 31 }}).",
        words_against_figures.check,
    ),
    Rule(
        sides.RULE,
        "A figure that sets two sides against each other (an indicator with `sides`, such as men and women, births and "
        "deaths; a difference from another place) is told the way round that it is, and a difference is not told as "
        "what is left of it.",
        "Women are paid {{ pay-gap }} more than men.",
        "Women are paid {{ pay-gap }} less than men.",
        sides.check,
    ),
    Rule(
        better_or_worse.RULE,
        "Better, worse, outperforms, lags, best and worst agree with which way is better for the indicator "
        "(its `polarity`) and with the figures or tests that compare. Of an indicator that takes no side, being ahead "
        "is having more, and better is the author's own word and is not judged; best and worst warn.",
        "With {{ absence }} of pupils absent, fewer than in England, the county does worse.",
        "With {{ absence }} of pupils absent, fewer than in England, the county does better.",
        better_or_worse.check,
    ),
    Rule(
        shares_of_a_question.RULE,
        "Shares of one question add to a hundred within their rounding, unless several answers were allowed. "
        "Shares in a "
        "sentence are one question's where their words leave out one another (up, the same, down).",
        "For 50 % turnover was up, for 44 % the same and for 16 % down.",
        "Correct the shares, or set `several = true`.",
        shares_of_a_question.check,
        weighs=False,
    ),
    Rule(
        shares_and_counts.RULE,
        "A percentage of a base is the count given beside it. A share counts as exact to a tenth of itself: who prints "
        "1 % where it is 0.7 % misleads.",
        "We asked 1 % of 63,685 firms, or 450.",
        "We asked 0.7 % of 63,685 firms, or 450.",
        shares_and_counts.check,
        weighs=False,
    ),
    Rule(
        counted_lists.RULE,
        "A number that announces a list is its length, behind a colon, in the list below or in the table below.",
        "We chose three sectors: life sciences and film.",
        "We chose two sectors: life sciences and film.",
        counted_lists.check,
        weighs=False,
    ),
    Rule(
        parts_and_totals.RULE,
        "Figures named `part-...` add to the one named `total`, rows of a table to its last row `Total`, within "
        "rounding; "
        "and a fund has one total, unless each says what it covers. A part of a fund does not come on top of the "
        "whole, and quoted numbers are not added in words: of these it warns.",
        "The Growth Deal is worth £221.5m. In all the Growth Deal brought £204.2m.",
        "The Growth Deal was worth £221.5m over three rounds; of this £204.2m is spent.",
        parts_and_totals.check,
        parts_and_totals.across,
    ),
    Rule(
        two_names.RULE,
        "A quantity is called by its own name: GVA is not GDP or turnover, earnings are not income, jobs are not "
        "employees, enterprises are not local units; the noun behind a figure counts what it counts; and one "
        "quantity has "
        "one name in a sentence.",
        "GDP reached {{ gva }}.",
        "GVA reached {{ gva }}.",
        two_names.check,
    ),
    Rule(
        belongings.RULE,
        "A figure stands beside what is its own: its period and not another figure's, the place whose name it follows "
        "in brackets, the level that its rank is among, the ages, sex and hours that its indicator is of, the years "
        "that it is over, the time that it is paid for, the whole that it is a share of, for how many of whom it is, "
        "the kind and size of what it counts (all homes, not affordable ones), before or after tax, and who it is that "
        "stay, go, come or work; a count of one year is not told of several or of a month, a change over ten years as "
        "one a year, a median as an average, an estimate as 'at least' nor a mean as 'up to', what there is as what "
        "was created, a share as a number of people, everybody's outlay as firms', one day's count as every "
        "day's, nor two "
        "years' births as the same firms; a claim says so where a "
        "figure is of full-time jobs or of firms with ten or more employees alone; no sign of another unit stands "
        "behind it; and it is told of its own industry, level of qualification and other end of a flow. A "
        "table is read across: the label of a row and the head of a column say of what and of where a figure is.",
        "Pay rose from {{ then }} in {{ now.period }} to {{ now }}.",
        "Pay rose from {{ then }} in {{ then.period }} to {{ now }}.",
        belongings.check,
        weighs=False,
    ),
    Rule(
        own_figures.RULE,
        "What the record of an event says of how many agrees with the figures that the record holds.",
        "All ten districts answered, where the event's figures have 8 of 10.",
        "Eight of the ten districts answered.",
        own_figures.check,
    ),
    Rule(
        beyond_sources.RULE,
        "A quoted or decided number is told of whom, where and when its record has it. What a fund holds in all is not "
        "said to be spent or to come each year, and a target is not said to be reached. That residents, firms or all "
        "who took part back a plan is said with who asked them. It warns.",
        "Under the Growth Deal {{ quoted:growth-deal }} has been spent.",
        "The Growth Deal set {{ quoted:growth-deal }} aside.",
        beyond_sources.check,
    ),
    Rule(
        chained_vintages.RULE,
        "Growth is read within one release of a series. Between a value as published then and a value as published now "
        "lies revision as well.",
        "Output grew from £26.5bn (published in 2015) to £37bn (published in 2019).",
        "Take both values from the release of 2019.",
        chained_vintages.check,
        weighs=False,
    ),
    Rule(
        nominal_growth.RULE,
        "The change of an amount in current prices holds inflation: it is not called growth, and not computed as "
        "a rate, "
        "without saying 'in cash terms' or 'before inflation'.",
        "Output grew by {{ change-of-gva }}.",
        "In cash terms, before inflation, output rose by {{ change-of-gva }}.",
        nominal_growth.check,
        weighs=False,
    ),
    Rule(
        unfit_for_growth.RULE,
        "Growth is not read off a smoothed series, whose changes echo, nor off an index against another place, "
        "which can "
        "fall while the place grows.",
        "Productivity grew by {{ change-percent-of-index }}.",
        "On a scale where the United Kingdom is 100, it rose by {{ change-of-index }} points.",
        unfit_for_growth.check,
        weighs=False,
    ),
    Rule(
        joins.RULE,
        "The words beside a printed figure fit it: 'on' before a day, 'in the' before a year that ends in a month, no "
        "second 'about', no minus sign behind 'fell by', 'an' before 8, 11 and 18, no plural behind 1, and no unit "
        "twice. New data may print another kind of period or number. It warns.",
        "In {{ speed.period }} it fell by {{ change }} (in 30 September 2023, by −3%).",
        "On {{ speed.period }} it fell by {{ change.abs }}.",
        joins.check,
        weighs=False,
    ),
    Rule(
        percentage_points.RULE,
        "The difference of two percentages is in percentage points; a change in per cent is not.",
        "The rate rose by 3% from 70% to 73%.",
        "The rate rose by 3 percentage points from 70% to 73%.",
        percentage_points.check,
        weighs=False,
    ),
    Rule(
        ranks.RULE,
        "A rank says of how many.",
        "Hillbury is {{ rank }}.",
        "Hillbury is {{ rank }} of {{ rank.of }}.",
        ranks.check,
        weighs=False,
    ),
    Rule(
        rank_directions.RULE,
        "A rank is said to be at the end that it is at. A plain rank is counted from the best, `rank-highest` and "
        "`rank-lowest` from the end that they name; the top half, the top ten and the highest are held against its "
        "place.",
        "By pay Hillbury is {{ rank }} of {{ rank.of }} (34th of 38), near the top.",
        "By pay Hillbury is {{ rank }} of {{ rank.of }} (34th of 38), near the bottom.",
        rank_directions.check,
    ),
    Rule(
        unlike_comparisons.RULE,
        "Compared figures are of one period and one level of place, or the text says of which; and what a figure "
        "is set "
        "against is named.",
        "Pay here is {{ more }} higher.",
        "Pay here is {{ more }} higher than in England.",
        unlike_comparisons.check,
    ),
    Rule(
        other_years.RULE,
        "A sentence that prints a computed figure and says when, says a year of that figure, of its span or of one it "
        "is compared with. Years of names (the Act of 2004, the 2021 census) and of acts (founded in 1903) say nothing "
        "of a figure. Since the pandemic begins with it. An old figure said to be of today is a warning, and so "
        "is 'this year', which will be another when it is read. Years that head a row or column are "
        "those of its figures.",
        "In 1999 an hour's work made {{ output }}.",
        "In {{ output.period }} an hour's work made {{ output }}.",
        other_years.check,
    ),
    Rule(
        other_places.RULE,
        "A sentence that prints a figure of a place and names places of that level names that place, or one it is "
        "compared with; a figure of two counties together names both. The county, here, and places of another level "
        "are fine. A claim that prints a figure of a part of the place, such as a district, names it. It warns.",
        "In Watford pay is {{ pay-in-stevenage }}.",
        "In Stevenage pay is {{ pay-in-stevenage }}.",
        other_places.check,
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in _ALL})
"""The rules by name, in the order of the reference page."""

WEIGHING = tuple(rule.name for rule in _ALL if rule.weighs)
"""The rules that may find more where figures or tests are others."""


def check_prose(material: Material, *, only: Collection[str] = ()) -> tuple[ProseIssue, ...]:
    """Every issue of every rule, or of those named, in the order of the rules and texts; each issue once."""
    return in_order((*issues_of_texts(material, only=only), *issues_across(material, only=only)), material)


def issues_of_texts(material: Material, *, only: Collection[str] = ()) -> Iterator[ProseIssue]:
    """What the rules find in each record by itself."""
    for rule in RULES.values():
        if not only or rule.name in only:
            yield from rule.check(material)


def issues_across(material: Material, *, only: Collection[str] = ()) -> Iterator[ProseIssue]:
    """What the rules find when they hold the texts of all records against each other."""
    for rule in RULES.values():
        if not only or rule.name in only:
            yield from rule.across(material)
