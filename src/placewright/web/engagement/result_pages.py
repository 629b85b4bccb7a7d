"""Results as a page shows them: each question in words, as a picture and as a table; for the team and the public."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from placewright.core.printing import number
from placewright.publish.bars_picture import bars_picture
from placewright.publish.inline_svg import inline_svg
from placewright.publish.pictures import plain_svg
from placewright.publish.views import Bar, BarChart
from placewright.questionnaires.asked_of import asked_only_of
from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.results_coding import OTHER
from placewright.questionnaires.results_model import (
    Amount,
    Cell,
    Line,
    Panel,
    Profile,
    QuestionResult,
    Results,
    Table,
    Why,
)
from placewright.questionnaires.results_words import (
    figure_words,
    group_words,
    line_words,
    method_words,
    profile_words,
)
from placewright.questionnaires.standing import Standing
from placewright.web.engagement.result_tests import tests_in_words

_WHY = {
    Why.SMALL: gettext_lazy("too few"),
    Why.FOR_OTHERS: gettext_lazy("withheld"),
    Why.BASE: gettext_lazy("too few answered"),
    Why.DOMINANCE: gettext_lazy("one or two make most of it"),
    Why.UNDEFINED: gettext_lazy("cannot be estimated"),
}
PANEL_WORDS = {
    Panel.ALL: "",
    Panel.INDIVIDUALS: gettext_lazy("People"),
    Panel.ORGANISATIONS: gettext_lazy("Organisations"),
}
"""Who is in a table."""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table with its words and picture."""

    id: str
    title: str
    words: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """Empty where too few answered for any number to be shown; the words say so."""
    note: str
    picture: Markup | None
    is_breakdown: bool
    test: str = ""
    """Whether the groups differ by more than chance would explain."""
    narrow: Markup | None = None
    """The picture drawn for a phone."""


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question with its tables; breakdowns stand behind the others."""

    code: str
    label: str
    page: str
    wholes: tuple[ShownTable, ...]
    breakdowns: tuple[ShownTable, ...]
    quotes: tuple[tuple[str, str], ...]
    asked_of: str = ""
    """That only people, or only organisations, are asked, where the tables of the others are left out for that."""

    @property
    def has_tables(self) -> bool:
        """Whether more is shown than sentences."""
        return any(table.picture or table.rows for table in self.wholes)


@dataclass(frozen=True, slots=True)
class ShownPart:
    """The questions of one page of the questionnaire, under its title."""

    title: str
    questions: tuple[ShownQuestion, ...]


@dataclass(frozen=True, slots=True)
class ShownProfile:
    """Who answered by one question, beside the population."""

    label: str
    source: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def shown_questions(results: Results, asked: Questionnaire) -> tuple[ShownQuestion, ...]:
    """Every question in order, without empty tables of those whom the questionnaire never asks it."""
    only = asked_only_of(asked)
    times = Counter(one.label for one in results.questions)
    screens = {question.code: group.title for group in asked.groups() for question in group.questions}
    shown = (_of_those(results, one, only.get(one.code, "")) for one in results.questions)
    return tuple(_told_apart(one, screens.get(one.code, "")) if times[one.label] > 1 else one for one in shown)


def shown_parts(questions: Iterable[ShownQuestion]) -> tuple[ShownPart, ...]:
    """The questions by the pages on which they were asked."""
    return tuple(ShownPart(title, tuple(held)) for title, held in groupby(questions, lambda one: one.page))


def _told_apart(question: ShownQuestion, screen: str) -> ShownQuestion:
    """A question whose words another has too, with the title of its screen before them."""
    return replace(question, label=f"{screen}: {question.label}") if screen else question


def _of_those(results: Results, question: QuestionResult, only: str) -> ShownQuestion:
    left = tuple(_of_the_asked(question, only))
    shown = _question(results, replace(question, tables=left))
    panels = {table.panel for table in left}
    if not only or len(panels) != 1 or Panel.ALL in panels:
        return shown
    to_bodies = _("This was put to organisations alone.")
    return replace(shown, asked_of=to_bodies if only == "organisation" else _("This was put to people alone."))


def _of_the_asked(question: QuestionResult, only: str) -> Iterator[Table]:
    """The tables but those, without a number in them, of the panel that is not asked."""
    passed_over = {"": None, "organisation": Panel.INDIVIDUALS}.get(only, Panel.ORGANISATIONS)
    for table in question.tables:
        if table.panel is not passed_over or any(group.base for group in table.groups):
            yield table


def shown_method(results: Results) -> tuple[str, ...]:
    """How it was made, in the reader's language."""
    return method_words(results)


def shown_profiles(results: Results) -> tuple[ShownProfile, ...]:
    """Who answered against the population, and of a drawn sample how many of each stratum did."""
    made = tuple(_profile(results, profile) for profile in results.profiles)
    return (*made, _drawn(results)) if results.strata else made


def _drawn(results: Results) -> ShownProfile:
    heads = (_("Stratum"), _("In the population"), _("Drawn"), _("Answered"))
    rows = tuple(
        (
            one.label,
            (
                f"{one.population:,}",
                "–" if one.drawn is None else f"{one.drawn:,}",
                _("withheld") if one.answered is None else f"{one.answered:,}",
            ),
        )
        for one in results.strata
    )
    return ShownProfile(_("Drawn and answered"), "", heads, rows)


def _question(results: Results, question: QuestionResult) -> ShownQuestion:
    tables = [_table(results, question, table, number) for number, table in enumerate(question.tables)]
    quotes = tuple(
        (quote.text, quote.by) for quote in results.quotes if quote.question.partition(".")[0] == question.code
    )
    return ShownQuestion(
        question.code,
        question.label,
        question.page,
        tuple(table for table in tables if not table.is_breakdown),
        tuple(table for table in tables if table.is_breakdown),
        quotes,
    )


def _table(results: Results, question: QuestionResult, table: Table, number: int) -> ShownTable:
    name = f"r-{question.code}-{number}".replace("_", "-").lower()
    panel = str(PANEL_WORDS[table.panel])
    row = table.label if table.code != question.code else ""
    by = _("by “%(question)s”") % {"question": table.by_label} if table.by else ""
    title = ", ".join(part for part in (row, panel, by) if part) or _("All who answered")
    heads = (_("Answer"), *(_head(table, at) for at in range(len(table.groups))))
    rows = [(line_words(line), tuple(_cell(cell) for cell in line.cells)) for line in table.lines]
    figures = [line for line in table.figures if question.unit != "year" or line.code != "total"]  # years do not add up
    rows += [(figure_words(line), tuple(_amount(one, question.unit) for one in line.amounts)) for line in figures]
    bases = tuple(_number(group.base) for group in table.groups)
    is_counted = results.standing is Standing.CONSULTATION
    rows.append((_("Answered") if is_counted else _("Answered (unweighted)"), bases))
    if any(group.effective is not None for group in table.groups):
        effective = tuple("–" if group.effective is None else f"{group.effective:,.0f}" for group in table.groups)
        rows.append((_("Effective size"), effective))
    several = _("Several answers could be given.") if table.several else ""
    note = " ".join(part for part in (table.note and _(table.note), several) if part)
    picture, narrow = (None, None) if table.by else _pictures(results, table, name)
    words, test = _words(results, table, question.unit), tests_in_words(table)
    if {cell for _label, cells in rows for cell in cells} <= {str(_WHY[Why.BASE]), "–"}:
        rows, words = [], _("Too few answered for numbers to be shown.")
    if words and len(bases) == 1 and not table.lines and not table.figures:
        rows = []  # how many answered is all there is, and the words have said it
    return ShownTable(name, title, words, heads, tuple(rows), note, picture, bool(table.by), test, narrow)


def _head(table: Table, at: int) -> str:
    return group_words(table.groups[at])


def _cell(cell: Cell) -> str:
    if cell.why is not Why.SHOWN:
        return str(_WHY[cell.why])
    if cell.count is not None:
        return f"{cell.count:,}"
    if cell.share is None:
        return "–"
    if cell.low is None or cell.high is None:
        return f"{number(100 * cell.share)} %"
    span = {"low": number(100 * cell.low), "high": number(100 * cell.high)}
    return f"{number(100 * cell.share)} % ({_('%(low)s to %(high)s') % span})"


def _amount(amount: Amount, unit: str) -> str:
    if amount.why is not Why.SHOWN or amount.value is None:
        return str(_WHY.get(amount.why, "–"))
    said = _with_unit(amount.value, unit)
    if amount.low is None or amount.high is None:
        return said
    span = {"low": _with_unit(amount.low, unit), "high": _with_unit(amount.high, unit)}
    return f"{said} ({_('%(low)s to %(high)s') % span})"


def _with_unit(value: float, unit: str) -> str:
    if unit == "year":
        return f"{value:.10g}"
    words = f"{value:,.10g}"
    return f"£{words}" if unit == "GBP" else f"{words} {unit}".strip()


def _number(number: int | None) -> str:
    return str(_WHY[Why.BASE]) if number is None else f"{number:,}"


def _words(results: Results, table: Table, unit: str) -> str:
    """The table in a sentence or two: how many answered, and what most of them said or half of them gave."""
    base = table.groups[0].base
    if table.by or base is None:
        return ""
    said = _("%(number)s answered.") % {"number": f"{base:,}"}
    if table.asked is not None:
        said = _("%(number)s of %(asked)s answered.") % {"number": f"{base:,}", "asked": f"{table.asked:,}"}
    shown = [line for line in table.lines if line.cells[0].why is Why.SHOWN and line.code != OTHER]
    most = max(shown, key=_size, default=None)
    if most is None or _size(most) == 0:
        return f"{said} {_middle(table, unit)}".strip()
    held = {"answer": most.label, "number": _cell(most.cells[0])}
    if results.standing is Standing.CONSULTATION:
        return f"{said} {_('Most often chosen: “%(answer)s”, by %(number)s.') % held}"
    return f"{said} {_('Most often chosen: “%(answer)s”, %(number)s.') % held}"


def _middle(table: Table, unit: str) -> str:
    """The median and the quartiles of a number, where all three are shown."""
    found = {line.code: line.amounts[0] for line in table.figures if line.amounts[0].why is Why.SHOWN}
    held = [found.get(name) for name in ("median", "lower_quartile", "upper_quartile")]
    said = ["" if one is None or one.value is None else _with_unit(one.value, unit) for one in held]
    if not all(said):
        return ""
    words = _("Half gave %(median)s or less; the middle half lies between %(low)s and %(high)s.")
    return words % dict(zip(("median", "low", "high"), said, strict=True))


def _size(line: Line) -> float:
    cell = line.cells[0]
    return float(cell.count or 0) if cell.share is None else cell.share


def _pictures(results: Results, table: Table, name: str) -> tuple[Markup | None, Markup | None]:
    """The bars of the table, and the same drawn for a phone."""
    bars = tuple(_bars(table))
    if len(bars) < 2 or not any(bar.value for bar in bars):
        return None, None
    chart = BarChart(bars, unit=_("answers") if results.standing is Standing.CONSULTATION else "%", decimals=0)
    return inline_svg(plain_svg(chart), name), inline_svg(bars_picture(chart, narrow=True), f"{name}-narrow")


def _bars(table: Table) -> Iterator[Bar]:
    for line in table.lines:
        cell = line.cells[0]
        if cell.why is not Why.SHOWN:
            continue
        if cell.count is not None:
            yield Bar(line_words(line), float(cell.count))
        elif cell.share is not None:
            low = None if cell.low is None else 100 * cell.low
            high = None if cell.high is None else 100 * cell.high
            yield Bar(line_words(line), 100 * cell.share, low=low, high=high)


def _profile(results: Results, profile: Profile) -> ShownProfile:
    weighted = results.standing is not Standing.CONSULTATION
    heads = [_("Group"), _("Answered"), _("Of the population"), _("Would be in proportion")]
    if weighted:
        heads.append(_("After weighting"))
    rows = []
    for line in profile.lines:
        cells = [
            str(_WHY[Why.FOR_OTHERS]) if line.count is None else f"{line.count:,}",
            "–" if line.population is None else f"{number(100 * line.population, 1)} %",
            "–" if line.in_proportion is None else f"{line.in_proportion:,}",
        ]
        if weighted:
            cells.append("–" if line.weighted is None else f"{number(100 * line.weighted, 1)} %")
        rows.append((line.label, tuple(cells)))
    return ShownProfile(profile_words(profile), profile.source, tuple(heads), tuple(rows))
