"""Every text of a questionnaire by its path, so that it can be translated, counted and piped into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from placewright.questionnaires.model import Group, Page, Question, Questionnaire


def texts(questionnaire: Questionnaire) -> dict[str, str]:
    """The texts in the questionnaire's own language by path, in reading order; empty ones are left out.

    Paths are `title`, `page.CODE.title`, `group.CODE.text`, `CODE.label`, `CODE.option.OPTION`, `CODE.row.ROW`.
    """
    return {path: text for path, text in _all(questionnaire) if text}


def in_language(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """The questionnaire with the words of a language; what is not translated stays in its own."""
    words = questionnaire.texts.get(language)
    if not words or language == questionnaire.language:
        return questionnaire
    return replace(
        questionnaire,
        title=words.get("title", questionnaire.title),
        introduction=words.get("introduction", questionnaire.introduction),
        thanks=words.get("thanks", questionnaire.thanks),
        pages=tuple(_page(page, words) for page in questionnaire.pages),
    )


def languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The questionnaire's own language, then those in which every text is translated."""
    whole = (language for language in questionnaire.texts if not untranslated(questionnaire, language))
    return (questionnaire.language, *(language for language in whole if language != questionnaire.language))


def untranslated(questionnaire: Questionnaire, language: str) -> tuple[str, ...]:
    """Paths of the texts that a language has no words for, in reading order."""
    words = questionnaire.texts.get(language, {})
    return tuple(path for path in texts(questionnaire) if not words.get(path, "").strip())


def _all(asked: Questionnaire) -> Iterator[tuple[str, str]]:
    yield "title", asked.title
    yield "introduction", asked.introduction
    for page in asked.pages:
        yield f"page.{page.code}.title", page.title
        yield f"page.{page.code}.text", page.text
        for group in page.groups:
            yield f"group.{group.code}.title", group.title
            yield f"group.{group.code}.text", group.text
            for question in group.questions:
                yield from _of_question(question)
    yield "thanks", asked.thanks


def _of_question(question: Question) -> Iterator[tuple[str, str]]:
    yield f"{question.code}.label", question.label
    yield f"{question.code}.help", question.help
    yield f"{question.code}.unit", question.unit
    if question.scale is not None:
        yield f"{question.code}.least", question.scale.least_label
        yield f"{question.code}.most", question.scale.most_label
    for row in question.rows:
        yield f"{question.code}.row.{row.code}", row.label
    for option in question.options:
        yield f"{question.code}.option.{option.code}", option.label
        yield f"{question.code}.option.{option.code}.help", option.help


def _page(page: Page, words: Mapping[str, str]) -> Page:
    return replace(
        page,
        title=words.get(f"page.{page.code}.title", page.title),
        text=words.get(f"page.{page.code}.text", page.text),
        groups=tuple(_group(group, words) for group in page.groups),
    )


def _group(group: Group, words: Mapping[str, str]) -> Group:
    return replace(
        group,
        title=words.get(f"group.{group.code}.title", group.title),
        text=words.get(f"group.{group.code}.text", group.text),
        questions=tuple(_question(question, words) for question in group.questions),
    )


def _question(question: Question, words: Mapping[str, str]) -> Question:
    code = question.code
    scale = question.scale
    return replace(
        question,
        label=words.get(f"{code}.label", question.label),
        help=words.get(f"{code}.help", question.help),
        unit=words.get(f"{code}.unit", question.unit),
        scale=scale
        and replace(
            scale,
            least_label=words.get(f"{code}.least", scale.least_label),
            most_label=words.get(f"{code}.most", scale.most_label),
        ),
        rows=tuple(replace(row, label=words.get(f"{code}.row.{row.code}", row.label)) for row in question.rows),
        options=tuple(
            replace(
                option,
                label=words.get(f"{code}.option.{option.code}", option.label),
                help=words.get(f"{code}.option.{option.code}.help", option.help),
            )
            for option in question.options
        ),
    )
