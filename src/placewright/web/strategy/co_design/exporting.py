"""The change log of an edition as a Word document and as CSV, and a Word redline of what changed since an edition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from placewright.core.differences import word_differences
from placewright.core.errors import PlacewrightError
from placewright.publish.word.log import LogEntryText, LogPart, log_docx
from placewright.publish.word.redline import redline_docx
from placewright.web.strategy.co_design import queries
from placewright.web.strategy.co_design.csv_text import csv_text
from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition, RemarkKind
from placewright.web.strategy.co_design.queries import LogLine
from placewright.web.strategy.models import Build

_HEADS = (
    "number", "edition", "chapter", "paragraph", "kind", "said by", "verified", "said at", "text",
    "words before", "words proposed", "answer", "why", "answered by", "answered at", "applied", "paragraph now",
)  # fmt: skip


class CannotExport(PlacewrightError):
    """Something that cannot be exported."""


def log_as_csv(under_way: EditionUnderWay) -> str:
    """Everything that was said, a line each, with its answer; then every step and every approval."""
    rows = [_row(line) for line in queries.log_lines(under_way)]
    return csv_text(_HEADS, [*rows, *_step_rows(under_way), *_approval_rows(under_way)])


def log_as_word(under_way: EditionUnderWay) -> bytes:
    """The log for a meeting: who agreed to what and when, every remark with its answer, and the steps taken."""
    lines = queries.log_lines(under_way)
    facts = [
        (_("State"), str(under_way.get_state_display())),
        (_("Remarks"), str(sum(line.remark.wants_answer for line in lines))),
        (_("Agreements"), str(sum(not line.remark.wants_answer for line in lines))),
        (_("Not answered"), str(sum(line.state == "open" for line in lines))),
        (_("Date of this log"), date_format(timezone.localdate(), "j F Y")),
    ]
    parts = [LogPart(_("Steps and approvals"), tuple(_steps(under_way)))]
    titles = dict.fromkeys(line.chapter_title or _no_place(line) for line in lines)
    for title in titles:
        of_chapter = [line for line in lines if (line.chapter_title or _no_place(line)) == title]
        parts.append(LogPart(title, tuple(_entry(line) for line in of_chapter)))
    title = _("Change log: %(title)s") % {"title": under_way.title}
    return log_docx(title, facts, parts, day=timezone.localdate())


def redline_of(made: MadeEdition, build: Build) -> bytes:
    """The edition's whole Word document with what a build's says otherwise as tracked changes.

    Raises:
        CannotExport: the edition or the build has no Word document.
    """
    before, after = made.folder / "strategy.docx", build.out / "strategy.docx"
    if not before.is_file() or not after.is_file():
        raise CannotExport(_("There is no text to compare."), fix=_("Build again, or make the edition again."))
    moment = build.finished_at or datetime.combine(made.day, time(), UTC)
    return redline_docx(before.read_bytes(), after.read_bytes(), author="Placewright", at=moment.astimezone(UTC))


def _row(line: LogLine) -> list[object]:
    remark, answer = line.remark, line.answer
    return [
        remark.pk,
        remark.made.slug,
        remark.chapter,
        remark.number or "",
        remark.kind,
        remark.said_by,
        "yes" if remark.is_verified else "no",
        remark.said_at.isoformat(timespec="minutes"),
        remark.text,
        remark.words if remark.kind == RemarkKind.PROPOSAL else remark.quoted,
        remark.proposed,
        answer.outcome if answer else "",
        answer.why if answer else "",
        str(answer.by) if answer and answer.by else "",
        answer.at.isoformat(timespec="minutes") if answer else "",
        "yes" if answer and answer.applied else "",
        line.found.standing if remark.chapter else "no place found" if remark.word_file_id else "",
    ]


def _step_rows(under_way: EditionUnderWay) -> Iterator[list[object]]:
    for step in under_way.transitions.select_related("by", "made").order_by("id"):
        passed = [f"{one['words']} ({one['let_pass']})" for one in step.found if "let_pass" in one]
        text = "\n".join([f"{step.before} -> {step.after}", *filter(None, [step.note, *passed])])
        yield _plain_row(step.made, "step", step.by, step.at, text, is_verified=True)


def _approval_rows(under_way: EditionUnderWay) -> Iterator[list[object]]:
    for made in under_way.made.order_by("id"):
        for one in made.approvals.select_related("by").order_by("id"):
            text = "\n".join(filter(None, (one.role, one.note)))
            who = f"{one.name}, {one.organisation}"
            row = _plain_row(made, "approval", who, one.at, text, is_verified=one.link_id is not None)
            if one.taken_back_at:
                row[_HEADS.index("answer")] = "taken back"
                row[_HEADS.index("answered at")] = one.taken_back_at.isoformat(timespec="minutes")
            yield row


def _plain_row(
    made: MadeEdition | None, kind: str, who: object, at: datetime, text: str, *, is_verified: bool
) -> list[object]:
    """A row of something that is said of no paragraph."""
    said = {
        "edition": made.slug if made else "",
        "kind": kind,
        "said by": str(who) if who else "",
        "verified": "yes" if is_verified else "no",
        "said at": at.isoformat(timespec="minutes"),
        "text": text,
    }
    return [said.get(head, "") for head in _HEADS]


def _entry(line: LogLine) -> LogEntryText:
    remark, answer = line.remark, line.answer
    where = _("paragraph %(n)s") % {"n": remark.number} if remark.number else ""
    who = remark.said_by if remark.is_verified else _("%(name)s (name as in the Word file)") % {"name": remark.said_by}
    head = ", ".join(filter(None, (str(remark.get_kind_display()), where, who, _moment(remark.said_at))))
    words = word_differences(remark.words, remark.proposed) if remark.kind == RemarkKind.PROPOSAL else ()
    said = remark.text if words else "\n".join(filter(None, (remark.quoted and f"“{remark.quoted}”", remark.text)))
    if answer is None:
        told = _("Not answered yet.") if remark.wants_answer else ""
    else:
        outcome = str(answer.get_outcome_display())
        told = f"{outcome}: {answer.why}" if answer.why else f"{outcome}."
        told = f"{told} ({answer.by}, {_moment(answer.at)})" if answer.by else told
    return LogEntryText(head, said, words, told)


def _steps(under_way: EditionUnderWay) -> Iterator[LogEntryText]:
    for step in under_way.transitions.select_related("by", "made").order_by("id"):
        head = f"{step.get_before_display()} → {step.get_after_display()}, {_moment(step.at)}"
        passed = [f"{one['words']} {_('Let pass:')} {one['let_pass']}" for one in step.found if "let_pass" in one]
        yield LogEntryText(head, "\n".join([step.note, *passed]), answer=str(step.by) if step.by else "")
    for made in under_way.made.order_by("id"):
        for one in made.approvals.order_by("id"):
            head = f"{_('Approved')}: {one.name}, {one.organisation}, {_moment(one.at)}"
            told = f"{one.get_role_display()}: {made.title}"
            if one.taken_back_at:
                told = f"{told}. {_('Taken back on %(at)s.') % {'at': _moment(one.taken_back_at)}}"
            yield LogEntryText(head, one.note, answer=told)


def _no_place(line: LogLine) -> str:
    return _("Without a place in the text") if line.remark.word_file_id else _("The edition as a whole")


def _moment(value: datetime) -> str:
    return date_format(timezone.localtime(value), "j F Y, H:i")
