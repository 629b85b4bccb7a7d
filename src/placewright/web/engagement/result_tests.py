"""What is said under a table of a survey of whether its groups differ by more than chance would explain."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from placewright.questionnaires.results_model import GroupTest, Table, Why
from placewright.questionnaires.results_words import line_words


def tests_in_words(table: Table) -> str:
    """All tests of one table in sentences; empty where there is none."""
    return " ".join((*_of_table(table.test), *_of_answers(table), *_of_means(table)))


def _of_table(test: GroupTest | None) -> Iterator[str]:
    if test is None:
        return
    if test.p is None and test.why is Why.FOR_OTHERS:
        yield _("Whether the groups differ is not said, since numbers of this table are withheld.")
    elif test.p is None:
        yield _("Whether the groups differ cannot be told from this sample.")
    else:
        said = (
            _("The groups differ by more than chance would explain")
            if test.differs
            else _("The groups differ by no more than chance would explain, which does not show that they are alike")
        )
        yield f"{said} ({_figures(test)})."


def _of_means(table: Table) -> Iterator[str]:
    for line in table.figures:
        test = line.test
        if test is None:
            continue
        if test.p is None and test.why is Why.FOR_OTHERS:
            yield _("Whether the means differ is not said, since one of them is withheld.")
        elif test.p is None:
            yield _("Whether the means differ cannot be told from this sample.")
        else:
            said = (
                _("The means differ by more than chance would explain")
                if test.differs
                else _("The means differ by no more than chance would explain, which does not show that they are alike")
            )
            yield f"{said} ({_figures(test)})."


def _of_answers(table: Table) -> Iterator[str]:
    """Of a question to which several answers may be given: those that groups gave unequally often, and the others."""
    tests = [(line_words(line), line.test) for line in table.lines if line.test is not None]
    differ = [f"“{label}” ({_figures(test)})" for label, test in tests if test.differs]
    alike = [f"“{label}”" for label, test in tests if test.p is not None and not test.differs]
    withheld = [f"“{label}”" for label, test in tests if test.p is None and test.why is Why.FOR_OTHERS]
    unknown = [f"“{label}”" for label, test in tests if test.p is None and test.why is not Why.FOR_OTHERS]
    for labels, words in (
        (differ, _("Answers that the groups gave unequally often, by more than chance would explain: %(answers)s.")),
        (alike, _("By no more than chance would explain, which does not show that they are alike: %(answers)s.")),
        (withheld, _("Not said, since numbers of them are withheld: %(answers)s.")),
        (unknown, _("This cannot be told from this sample: %(answers)s.")),
    ):
        if labels:
            yield words % {"answers": ", ".join(labels)}


def _figures(test: GroupTest) -> str:
    p = test.p if test.adjusted is None else test.adjusted
    figures = {
        "first": f"{test.numerator_df:.3g}",
        "second": f"{test.denominator_df:.3g}",
        "statistic": f"{test.statistic:.3g}",
        "p": "< 0.001" if p is not None and p < 0.001 else f"= {p:.2g}",
    }
    if test.adjusted is None:
        return _("F(%(first)s, %(second)s) = %(statistic)s, p %(p)s") % figures
    return _("F(%(first)s, %(second)s) = %(statistic)s, adjusted p %(p)s") % figures
