"""Questionnaires and answers that Hypothesis makes up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from placewright.questionnaires.model import (
    Comparison,
    Group,
    Option,
    Page,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    Rule,
    Scale,
)
from placewright.questionnaires.rules import DECLINED

WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc", "Cs"]), max_size=20)
LABELS = WORDS.map(str.strip).filter(bool)
OPTIONED = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.MATRIX)


@st.composite
def options(draw: st.DrawFn, *, with_words: bool) -> tuple[Option, ...]:
    """Two to five options, the last of which may be exclusive, count as missing, or ask for words where it can."""
    made = [Option(f"o{number}", draw(LABELS), help=draw(WORDS)) for number in range(draw(st.integers(2, 5)))]
    extra = draw(st.sampled_from(("", "exclusive", "missing", *(("words",) if with_words else ()))))
    if extra:
        made[-1] = replace(made[-1], **{extra: True})
    return tuple(made)


@st.composite
def questions(draw: st.DrawFn, code: str, earlier: tuple[Question, ...]) -> Question:
    """A question of any kind, shown where an earlier one was answered so, or always."""
    kind = draw(st.sampled_from(list(QuestionKind)))
    made = Question(
        code,
        kind,
        draw(LABELS),
        help=draw(WORDS),
        required=draw(st.booleans()),
        may_decline=draw(st.booleans()),
        random=draw(st.booleans()),
        shown_if=draw(st.none() | rules(earlier)) if earlier else None,
    )
    if kind in OPTIONED:
        writes = kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
        made = replace(made, options=draw(options(with_words=writes)))
    if kind is QuestionKind.MATRIX:
        made = replace(made, rows=tuple(Row(f"r{number}", draw(LABELS)) for number in range(draw(st.integers(1, 3)))))
    if kind is QuestionKind.RATING:
        made = replace(made, scale=Scale(0, draw(st.integers(1, 10)), draw(WORDS), draw(WORDS)))
    if kind is QuestionKind.NUMBER:
        made = replace(made, whole=draw(st.booleans()))
    if kind is QuestionKind.AREA:
        made = replace(made, areas=("E07000240", "E07000243"))
    return made


def rules(earlier: tuple[Question, ...]) -> st.SearchStrategy[Rule]:
    """Rules over earlier questions, nested."""
    single = st.sampled_from(earlier).flatmap(_single)
    return st.recursive(
        single,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=2).map(lambda given: Rule(all=tuple(given))),
            st.lists(inner, min_size=1, max_size=2).map(lambda given: Rule(any=tuple(given))),
            inner.map(lambda given: Rule(not_=given)),
        ),
        max_leaves=3,
    )


def _single(question: Question) -> st.SearchStrategy[Rule]:
    row = question.rows[0].code if question.rows else ""
    if question.options:
        value = st.sampled_from([option.code for option in question.options])
        how = st.sampled_from([Comparison.EQUALS, Comparison.NOT_EQUALS, Comparison.INCLUDES])
        return st.builds(lambda is_, held: Rule(question.code, row, is_, held), how, value)
    return st.sampled_from([Comparison.ANSWERED, Comparison.NOT_ANSWERED]).map(
        lambda is_: Rule(question.code, row, is_)
    )


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """One to three pages of groups of questions, with a translation that may be whole or not."""
    earlier: tuple[Question, ...] = ()
    pages = []
    for page in range(draw(st.integers(1, 3))):
        groups = []
        for group in range(draw(st.integers(1, 2))):
            asked = []
            for number in range(draw(st.integers(1, 3))):
                question = draw(questions(f"q{page}_{group}_{number}", earlier))
                asked.append(question)
            earlier += tuple(one for one in asked if one.kind is not QuestionKind.STATEMENT)
            shown = draw(st.none() | rules(earlier[: -len(asked)])) if earlier[: -len(asked)] else None
            groups.append(
                Group(
                    f"g{page}_{group}", draw(WORDS), questions=tuple(asked), random=draw(st.booleans()), shown_if=shown
                )
            )
        pages.append(Page(f"p{page}", draw(WORDS), groups=tuple(groups)))
    words = draw(st.dictionaries(st.just("cy"), st.dictionaries(st.just("title"), LABELS, min_size=1)))
    return Questionnaire("made-up", draw(LABELS), pages=tuple(pages), texts=words)


def answers_to(question: Question) -> st.SearchStrategy[object]:
    """Answers that the question takes, as they are kept."""
    found = _answers(question)
    asks = question.kind is not QuestionKind.STATEMENT  # what only says something cannot be declined
    return found | st.just(DECLINED) if question.may_decline and asks else found


def _answers(question: Question) -> st.SearchStrategy[object]:
    codes = [option.code for option in question.options]
    alone = [option.code for option in question.options if option.exclusive]
    match question.kind:
        case QuestionKind.SINGLE:
            return st.sampled_from(codes)
        case QuestionKind.MULTIPLE:
            together = [code for code in codes if code not in alone]
            some = st.sets(st.sampled_from(together), min_size=1).map(lambda chosen: [c for c in codes if c in chosen])
            return some | st.sampled_from([[code] for code in alone] or [together[:1]])
        case QuestionKind.RANKING:
            return st.permutations(codes).flatmap(lambda order: st.integers(1, len(order)).map(lambda n: order[:n]))
        case QuestionKind.MATRIX:
            rows = {row.code: st.sampled_from(codes) for row in question.rows}
            return st.fixed_dictionaries(rows)
        case QuestionKind.RATING:
            scale = question.scale or Scale()
            return st.integers(scale.least, scale.most)
        case QuestionKind.NUMBER:
            whole = st.integers(-(10**12), 10**12)
            return whole if question.whole else whole | st.floats(-1e12, 1e12).map(_as_kept)
        case QuestionKind.MONEY:
            return st.integers(-(10**9), 10**9).map(lambda pence: _as_kept(pence / 100))
        case QuestionKind.DATE:
            return st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
        case QuestionKind.DISTRICT:
            return st.sampled_from(["AL1", "SG14", "EN11", "WD6", "W1A"])
        case QuestionKind.AREA:
            return st.sampled_from(list(question.areas))
        case QuestionKind.FILE:
            return st.text("0123456789abcdef", min_size=64, max_size=64)
        case QuestionKind.STATEMENT:
            return st.none()
    return LABELS


def _as_kept(value: float) -> float | int:
    value = 0.0 if abs(value) < 1e-20 else value
    return int(value) if value.is_integer() else value


@st.composite
def answered(draw: st.DrawFn) -> tuple[Questionnaire, dict[str, object]]:
    """A questionnaire with answers to some of its questions, also to such as are not asked."""
    asked = draw(questionnaires())
    held: dict[str, object] = {}
    for question in asked.questions():
        if question.kind is QuestionKind.STATEMENT or draw(st.booleans()):
            continue
        held[question.code] = draw(answers_to(question))
        for option in question.options:
            if option.words and option.code in str(held[question.code]):
                held[f"{question.code}.{option.code}"] = draw(LABELS)
    return asked, held
