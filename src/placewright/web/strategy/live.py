"""What the ledger says of a record while it is written, made ready for the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from placewright.build.drafts import TO_BE_READ, Checked
from placewright.core.errors import BadRecord
from placewright.core.issues import Issue, Severity
from placewright.core.periods import parse_period
from placewright.ledger.prose import PROSE_RULES
from placewright.ledger.prose.as_read import SentenceRead
from placewright.ledger.prose.names import UNREAD
from placewright.ledger.standing import RuledIssue
from placewright.records.prose import Number, Run
from placewright.records.verdict import FigureResult
from placewright.web.accounts.capabilities import May
from placewright.web.common.mends import mend, said
from placewright.web.strategy.bench import bench, reviewed_links_now
from placewright.web.strategy.desk_rows import records_named
from placewright.web.strategy.exchange import record_of
from placewright.web.strategy.figure_charts import FigureChart, charts_of
from placewright.web.strategy.gate import STOPPED, check_record
from placewright.web.strategy.markings import line_of, marking_in
from placewright.web.strategy.models import AuthoredRecord
from placewright.workspace.authored import Authored

_UNFINISHED = frozenset({"required", "blank", "null"})
_FOR_NOW = "still-without-an-id"
_FEW = 6
"""So many periods are named one by one."""


@dataclass(frozen=True, slots=True)
class Said:
    """An issue as the page says it: how grave, what, the mend, its line, and where in the text it stands.

    `waived_as` is what a waiver of it names beside the rule: the issue of words in a text alone, as it is kept.
    """

    severity: str
    what: str
    fix: str
    rule: str
    line: int | None
    start: int | None
    end: int | None
    can_be_waived: bool
    stops: bool
    waived_as: str = ""


@dataclass(frozen=True, slots=True)
class LiveCheck:
    """What the page shows beside the text: the sentence, the verdict, the figures, a chart, and the issues.

    `read` is how each of its sentences was read. With each figure that is missing goes what is published instead.
    `stops` says whether the record may not be published as it is.
    """

    kind: str
    reference: str
    issues: tuple[Said, ...]
    sentence: SafeString | None = None
    verdict: str = ""
    why: str = ""
    marks: tuple[str, ...] = ()
    tests: tuple[tuple[str, str], ...] = ()
    read: tuple[SentenceRead, ...] = ()
    figures: tuple[tuple[FigureResult, str], ...] = ()
    charts: tuple[FigureChart, ...] = ()
    may_waive: bool = False
    may_review: bool = False
    signs_off: bool = False
    named_by: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether something stops publication."""
        return any(issue.stops for issue in self.issues)

    @property
    def has_unread(self) -> bool:
        """Whether there are words that no rule took."""
        return any(one.is_unread for one in self.read)

    @property
    def marks_in_text(self) -> list[dict[str, Any]]:
        """Where the text is to be marked, for the script that marks it."""
        return [
            {"start": issue.start, "end": issue.end, "severity": issue.severity}
            for issue in self.issues
            if issue.start is not None and issue.severity != Severity.NOTE
        ]


def live_check(row: AuthoredRecord, form: Any = None, *, by: Any = None) -> LiveCheck:
    """The row as it stands in the form, held against the evidence that the public sees."""
    text = str(getattr(row, "text", "") or "")
    wrong, is_only_unfinished = _wrong_in(form)
    if wrong and not is_only_unfinished:
        return LiveCheck(row.kind, row.reference, wrong)
    if wrong:
        _finish_for_now(row, form)
    try:
        record = record_of(row)
    except BadRecord as error:
        issue = Issue(Severity.ERROR, row.reference, error.what, error.fix or "")
        return LiveCheck(row.kind, row.reference, (*wrong, _said(RuledIssue("", "record", issue), text)))
    checked = check_record(row.kind, record)
    result, issues = checked.result, _ordered(checked, text)
    return LiveCheck(
        kind=row.kind,
        reference=row.reference,
        issues=(*wrong, *_stopped_else(form, issues), *issues),
        sentence=_sentence(checked.runs) if result else None,
        verdict=str(result.verdict) if result else "",
        why=result.why.spoken() if result else "",
        marks=tuple(str(mark) for mark in result.marks) if result else (),
        tests=tuple((test.said.spoken(), str(test.verdict)) for test in result.tests) if result else (),
        read=checked.read,
        figures=tuple((figure, _published(figure)) for figure in result.figures.values()) if result else (),
        charts=charts_of(result) if result else (),
        may_waive=_may(by, May.WAIVE),
        may_review=_may(by, May.REVIEW_LINKS),
        signs_off=row.kind in ("claim", "chapter", "priority", "intervention"),
        named_by=_named_by(row) if row.live else (),
    )


def _stopped_else(form: Any, issues: tuple[Said, ...]) -> tuple[Said, ...]:
    """What the gate refused and the record's own issues do not say: what publishing it would bring upon others."""
    given = form.errors.as_data() if form is not None and form.is_bound else {}
    known = {f"{issue.what} {issue.fix}".strip() for issue in issues}
    found = (one for errors in given.values() for error in errors if error.code == STOPPED for one in error.messages)
    return tuple(_refused(message) for message in found if message not in known)


def _refused(message: str) -> Said:
    return Said("error", message, "", "record", None, None, None, False, True)


def _published(figure: FigureResult) -> str:
    """For a figure that is not there, the periods that its series has for that place; empty where that is no help."""
    built = bench()
    if figure.value is not None or built is None or figure.origin not in built.indicators:
        return ""
    series = built.context(Authored()).index.series(figure.origin, figure.place)
    periods = [parse_period(row.period).label for row in series if row.value is not None]
    if not periods:
        return _("Nothing of it is published for this place.")
    if len(periods) <= _FEW:
        return _("Published: %(periods)s.") % {"periods": ", ".join(periods)}
    words = {"number": len(periods), "first": periods[0], "last": periods[-1]}
    return _("Published: %(number)s periods, from %(first)s to %(last)s.") % words


def _wrong_in(form: Any) -> tuple[tuple[Said, ...], bool]:
    """What the form's fields refuse, and whether all of it is but not filled in yet."""
    given = form.errors.as_data() if form is not None and form.is_bound else {}
    found = {name: own for name, errors in given.items() if (own := [one for one in errors if one.code != STOPPED])}
    said = tuple(
        _refused(f"{_label(form, name)}: {message}")
        for name, errors in found.items()
        for error in errors
        for message in error.messages
    )
    return said, all(error.code in _UNFINISHED for errors in found.values() for error in errors)


def _finish_for_now(row: AuthoredRecord, form: Any) -> None:
    """Fill in what is still to be chosen, so that figures and verdict are seen before that; nothing is kept."""
    for name in form.errors:
        if name == "slug":
            row.slug = _FOR_NOW
        elif choices := getattr(form.fields.get(name), "choices", None):
            setattr(row, name, next(value for value, _label in choices if value))


def _named_by(row: AuthoredRecord) -> tuple[str, ...]:
    """The titles of the live records that name it, which must be read again once it reads differently."""
    named = sorted({link.source for link in reviewed_links_now() if link.target == row.reference})
    return tuple(record.title or record.name for record in records_named(named))


def _ordered(checked: Checked, text: str) -> tuple[Said, ...]:
    order = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    # of a claim it is told word by word what is unread
    told = (ruled for ruled in checked.issues if ruled.rule != UNREAD or not checked.read)
    issues = sorted(told, key=lambda ruled: order.index(ruled.issue.severity))
    return tuple(_said(ruled, text) for ruled in issues)


def _said(ruled: RuledIssue, text: str) -> Said:
    found = marking_in(text, ruled)
    stops = ruled.issue.severity is Severity.ERROR and ruled.rule not in TO_BE_READ
    can_be_waived = stops and bool(ruled.record) and ruled.rule != "record"
    start, end = (found.start, found.end) if found else (None, None)
    issue = ruled.issue
    return Said(
        str(issue.severity),
        said(issue.what),
        mend(issue.fix),
        ruled.rule,
        line_of(ruled),
        start,
        end,
        can_be_waived,
        stops,
        str(issue.what) if ruled.rule in PROSE_RULES else "",
    )


def _sentence(runs: tuple[Run, ...]) -> SafeString:
    made = ""
    for run in runs:
        text = escape(run.text)
        made += f'<b class="pw-number pw-{run.kind}">{text}</b>' if isinstance(run, Number) else text
    return mark_safe(made)  # noqa: S308 - every piece of it is escaped


def _may(by: Any, what: May) -> bool:
    return by is not None and bool(by.has_perm(what.permission))


def _label(form: Any, name: str) -> str:
    return str(form.fields[name].label) if name in form.fields else _("The record")
