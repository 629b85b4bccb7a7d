"""What must stand before results are public: nothing small, no person to be found, and leave for every quotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from placewright.questionnaires.personal_data import find_personal_data
from placewright.questionnaires.results_frozen import frozen_digests, tables_digest
from placewright.questionnaires.results_model import GroupTest, Panel, Results, Table, Why, results_from_plain
from placewright.questionnaires.standing import Standing
from placewright.web.engagement.models import ResultSet, Stage, TextReview
from placewright.web.engagement.result_replies import counted_responses
from placewright.web.engagement.text_reviews import quotes_now


@dataclass(frozen=True, slots=True)
class GateLine:
    """One check, whether it passes, what was found, and how to mend it."""

    name: str
    title: str
    passed: bool
    what: str
    fix: str = ""


def gate_of(made: ResultSet) -> tuple[GateLine, ...]:
    """Every check of a set of tables now."""
    results = results_from_plain(made.tables)
    return (
        _real(made),
        _closed(made),
        _unchanged(made, results),
        _small(results),
        _standing(results),
        _dominance(results),
        _personal(results),
        _consent(made, results),
    )


def _real(made: ResultSet) -> GateLine:
    passed = not made.instrument.is_rehearsal
    what = _("The answers are invented: a rehearsal is never published.") if not passed else _("The answers are real.")
    return GateLine("real", _("Answers that somebody gave"), passed, what)


def _closed(made: ResultSet) -> GateLine:
    passed = made.instrument.stage() in {Stage.CLOSED, Stage.PUBLISHED}
    what = _("It has closed.") if passed else _("It is not closed yet; results are closed until then.")
    return GateLine("closed", _("Closed"), passed, what)


def _unchanged(made: ResultSet, results: Results) -> GateLine:
    counted = counted_responses(made.instrument)
    now = frozen_digests(counted.versions, counted.replies, counted.plan, results)
    is_newest = not made.instrument.results.filter(number__gt=made.number).exists()
    whole = tables_digest(made.tables) == made.frozen.get("tables")
    same = all(now[name] == made.frozen.get(name) for name in ("questionnaire", "data", "recipe"))
    passed = is_newest and whole and same
    what = (
        _("The tables are those of the answers and weights as they stand now.")
        if passed
        else _("Answers, weights or states of responses have changed since these tables were made.")
    )
    return GateLine("unchanged", _("Nothing has changed since"), passed, what, "" if passed else _("Make them anew."))


def _small(results: Results) -> GateLine:
    small = 0
    for table in _tables(results):
        if table.panel is Panel.ORGANISATIONS:
            continue
        counts = [cell.count for line in table.lines for cell in line.cells if cell.count is not None]
        bases = [group.base for group in table.groups if group.base is not None]
        least = results.threshold if results.standing is Standing.CONSULTATION else results.least_base
        small += sum(count < results.threshold for count in counts) + sum(base < least for base in bases)
    withheld = sum(one.number for one in results.omissions if one.why in {Why.SMALL, Why.FOR_OTHERS, Why.BASE})
    passed = small == 0
    what = (
        _("No number shown rests on too few. Withheld: %(number)s.") % {"number": withheld}
        if passed
        else _("Numbers that are shown and rest on too few: %(number)s.") % {"number": small}
    )
    return GateLine("small", _("Small numbers"), passed, what, "" if passed else _("Make the tables anew."))


def _standing(results: Results) -> GateLine:
    cells = [cell for table in _tables(results) for line in table.lines for cell in line.cells]
    amounts = [amount for table in _tables(results) for line in table.figures for amount in line.amounts]
    has_interval = any(cell.low is not None for cell in cells) or any(one.low is not None for one in amounts)
    has_share = any(cell.share is not None for cell in cells)
    has_test = any(test is not None for table in _tables(results) for test in _tests(table))
    passed = (results.standing is Standing.SURVEY or not (has_interval or has_test)) and (
        results.standing is not Standing.CONSULTATION or not has_share
    )
    what = {
        Standing.SURVEY: _("Estimates with their intervals, since chance drew who was asked."),
        Standing.QUOTA: _("Weighted shares without an interval, since chance did not draw who was asked."),
        Standing.CONSULTATION: _("Counts without shares or intervals, since who answered chose to."),
    }[results.standing]
    return GateLine("standing", _("No more said than the kind allows"), passed, what)


def _dominance(results: Results) -> GateLine:
    number = sum(one.number for one in results.omissions if one.why is Why.DOMINANCE)
    what = _("Means and totals that one or two make most of, withheld: %(number)s.") % {"number": number}
    return GateLine("dominance", _("Means and totals of few"), True, what)


def _personal(results: Results) -> GateLine:
    names = sum(bool(find_personal_data(name)) for name in results.listed)
    texts = sum(bool(find_personal_data(quote.text)) for quote in results.quotes)
    passed = names == 0 and texts == 0
    what = (
        _("Nothing that looks like a person's data is in quotations or in the list of organisations.")
        if passed
        else _("Something that looks like a person's data; quotations: %(texts)s, names of organisations: %(names)s.")
        % {"texts": texts, "names": names}
    )
    fix = "" if passed else _("Look at the texts again, correct the names, and make the tables anew.")
    return GateLine("personal-data", _("Personal data"), passed, what, fix)


def _consent(made: ResultSet, results: Results) -> GateLine:
    passed = set(results.quotes) <= set(quotes_now(made.instrument))
    waiting = TextReview.objects.filter(response__instrument=made.instrument, may_quote=False).count()
    what = (
        _("All quotations may be published: %(number)s. Texts that were read and are not quoted: %(kept)s.")
        if passed
        else _("Some quotations may not be published any more, of %(number)s. Texts that are not quoted: %(kept)s.")
    ) % {"number": len(results.quotes), "kept": waiting}
    return GateLine("consent", _("Leave to quote"), passed, what, "" if passed else _("Make the tables anew."))


def _tables(results: Results) -> Iterator[Table]:
    for question in results.questions:
        yield from question.tables


def _tests(table: Table) -> Iterator[GroupTest | None]:
    yield table.test
    yield from (line.test for line in table.lines)
    yield from (line.test for line in table.figures)
