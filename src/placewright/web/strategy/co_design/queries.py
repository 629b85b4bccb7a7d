"""Reads of co-design: editions that the public may see, remarks with their answers, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from placewright.build.edition_files import published_fingerprints
from placewright.records.edition import Edition as EditionRecord
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.co_design.models import (
    Answer,
    Approval,
    EditionUnderWay,
    MadeEdition,
    Outcome,
    Remark,
    RemarkKind,
    Transition,
    WordFile,
)
from placewright.web.strategy.co_design.texts import Found, Standing, TextWords, find_again, text_in
from placewright.web.strategy.exchange import record_of
from placewright.web.strategy.models import Build, BuildState, Edition


def public_editions() -> list[MadeEdition]:
    """The editions that everybody may read, the newest first."""
    rows = MadeEdition.objects.filter(public_since__isnull=False, state=BuildState.READY, withdrawn_at__isnull=True)
    return list(rows.select_related("under_way").order_by("-public_since", "-id"))


def newest_public() -> MadeEdition | None:
    """The edition that stands in place of all older ones."""
    return (
        MadeEdition.objects.filter(public_since__isnull=False, withdrawn_at__isnull=True, state=BuildState.READY)
        .order_by("-public_since", "-id")
        .first()
    )


def record_of_edition(slug: str) -> EditionRecord | None:
    """The record of an edition with its pins."""
    row = Edition.objects.filter(slug=slug).first()
    return record_of(row) if row else None


def agrees_with_pins(made: MadeEdition) -> bool:
    """Whether every published file is, byte for byte, what the edition's record pins."""
    record = record_of_edition(made.slug)
    if record is None or not made.site.is_dir():
        return False
    found = published_fingerprints(made.folder)
    return {name: pin for name, pin in found.items() if name in record.outputs} == dict(record.outputs)


def last_step(under_way: EditionUnderWay) -> Transition | None:
    """The last step that stands: not itself taken back, and not one that takes back."""
    return under_way.transitions.filter(undoes__isnull=True, undone_by__isnull=True).order_by("-id").first()


def edition_in_state(under_way: EditionUnderWay) -> MadeEdition | None:
    """The edition that is in the state of the one under way."""
    step = last_step(under_way)
    return step.made if step else None


def approvals_of(made: MadeEdition) -> list[Approval]:
    """The approvals of an edition that stand."""
    return list(made.approvals.filter(taken_back_at__isnull=True).order_by("id"))


def current_build() -> Build | None:
    """The newest build that is ready: the text as the team has it now."""
    return Build.objects.filter(state=BuildState.READY).order_by("-id").first() or shown_build()


def current_text() -> TextWords | None:
    """The text as the team has it now."""
    build = current_build()
    return text_in(build.out) if build else None


def remarks_on(under_way: EditionUnderWay) -> QuerySet[Remark]:
    """Everything that was said of an edition under way, oldest first, with answers and who said it."""
    answers = Prefetch("answers", queryset=Answer.objects.select_related("by").order_by("-id"))
    rows = Remark.objects.filter(made__under_way=under_way).select_related("link", "made", "word_file", "reply_to")
    return rows.prefetch_related(answers).order_by("id")


def unanswered(under_way: EditionUnderWay, *, all_kinds: bool) -> list[Remark]:
    """The remarks that the team has still to answer; an objection that its reviewer took back by agreeing is none."""
    rows = list(remarks_on(under_way))
    later = _agreed_later(rows)
    kinds = {RemarkKind.OBJECTION} | ({RemarkKind.COMMENT, RemarkKind.PROPOSAL} if all_kinds else set())
    return [row for row in rows if row.kind in kinds and not row.answers.all() and row.pk not in later]


def standing_words(rows: Iterable[Remark]) -> Mapping[tuple[int, str], Remark]:
    """The latest agreement or objection of each reviewer's link for each chapter."""
    found: dict[tuple[int, str], Remark] = {}
    for row in rows:
        if row.link_id is not None and row.kind in (RemarkKind.AGREEMENT, RemarkKind.OBJECTION):
            found[row.link_id, row.chapter] = row
    return found


def _agreed_later(rows: Sequence[Remark]) -> set[int]:
    latest = standing_words(rows)
    return {
        row.pk
        for row in rows
        if row.kind == RemarkKind.OBJECTION
        and row.link_id is not None
        and latest[row.link_id, row.chapter].kind == RemarkKind.AGREEMENT
    }


@dataclass(frozen=True, slots=True)
class LogLine:
    """A remark as the desk shows it: with the answer that stands, and where its paragraph is in the text now."""

    remark: Remark
    answer: Answer | None
    found: Found
    chapter_title: str

    @property
    def state(self) -> str:
        """Whether it is open, or how it was answered."""
        if self.answer is not None:
            return self.answer.outcome
        return "open" if self.remark.wants_answer else Outcome.NOTED


def no_longer_as_said(file: WordFile, newest: MadeEdition) -> list[tuple[Remark, Found]]:
    """What a Word file said of paragraphs that the newest edition words otherwise or has no more."""
    text = text_in(newest.folder)
    if text is None or newest.pk == file.made_id:
        return []
    placed = [(row, _where(text, row)) for row in file.remarks.exclude(chapter="").order_by("id")]
    return [(row, found) for row, found in placed if found.standing in (Standing.EDITED, Standing.GONE)]


def log_lines(under_way: EditionUnderWay, text: TextWords | None = None) -> list[LogLine]:
    """Everything that was said of an edition under way, in the order of the text."""
    now = text or current_text()
    titles = {chapter.id: chapter.title for chapter in now.chapters} if now else {}
    order = {id: n for n, id in enumerate(titles)}
    lines = []
    for row in remarks_on(under_way):
        answers = list(row.answers.all())
        lines.append(
            LogLine(row, answers[0] if answers else None, _where(now, row), titles.get(row.chapter, row.chapter))
        )
    return sorted(lines, key=lambda one: (order.get(one.remark.chapter, -1), one.remark.number, one.remark.pk))


def _where(now: TextWords | None, row: Remark) -> Found:
    if now is None or not row.chapter:
        return Found(Standing.HERE if not row.chapter and row.word_file_id is None else Standing.GONE)
    return find_again(now, chapter=row.chapter, number=row.number, words=row.words)
