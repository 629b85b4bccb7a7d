"""The form of one question: its words, its answers, its limits; and the forms of pages, groups and the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from placewright.questionnaires import editing
from placewright.questionnaires.editing import PartKind
from placewright.questionnaires.model import (
    WITH_WORDS,
    Option,
    Part,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    Scale,
)
from placewright.web.engagement.builder_words import KIND_WORDS, PART_WORDS
from placewright.web.engagement.written_areas import areas_to_write, codes_of_areas

_SHORT = forms.Textarea(attrs={"rows": 2})
_LONG = forms.Textarea(attrs={"rows": 4})
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CODE = forms.RegexField(
    r"\A[a-z][a-z0-9_]{0,31}\Z",
    label=_("Code"),
    help_text=_("Names the column in files. Small letters, digits and _. Once it was asked it stays for ever."),
)
OPTIONED = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.MATRIX})
_MAY_HAVE_OPTIONS = OPTIONED | {QuestionKind.RATING, QuestionKind.AREA}
_TEXTS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})
LIMITS: Mapping[str, frozenset[QuestionKind]] = {
    "fewest": frozenset({QuestionKind.MULTIPLE, QuestionKind.RANKING}),
    "most_choices": frozenset({QuestionKind.MULTIPLE, QuestionKind.RANKING}),
    "random": OPTIONED,
    "scale_least": frozenset({QuestionKind.RATING}),
    "scale_most": frozenset({QuestionKind.RATING}),
    "scale_least_label": frozenset({QuestionKind.RATING}),
    "scale_most_label": frozenset({QuestionKind.RATING}),
    "least": frozenset({QuestionKind.NUMBER, QuestionKind.MONEY}),
    "most": frozenset({QuestionKind.NUMBER, QuestionKind.MONEY}),
    "whole": frozenset({QuestionKind.NUMBER, QuestionKind.MONEY}),
    "unit": frozenset({QuestionKind.NUMBER}),
    "earliest": frozenset({QuestionKind.DATE}),
    "latest": frozenset({QuestionKind.DATE}),
    "longest": _TEXTS,
    "identifies": _TEXTS,
    "areas": frozenset({QuestionKind.AREA}),
    "file_kinds": frozenset({QuestionKind.FILE}),
    "many": _MAY_HAVE_OPTIONS,
}
"""Fields that only some kinds of question have."""
_PLAIN = (
    "random",
    "fewest",
    "most_choices",
    "least",
    "most",
    "whole",
    "unit",
    "earliest",
    "latest",
    "longest",
    "identifies",
)
"""Those of them that a question has under the same name and as they are filled in."""


class QuestionForm(forms.Form):
    """One question without its options and rows; fields that its kind does not have are left out."""

    label = forms.CharField(label=_("Question"), widget=_SHORT, max_length=1000)
    help = forms.CharField(label=_("Help"), widget=_SHORT, max_length=2000, required=False)
    kind = forms.ChoiceField(
        label=_("Kind of answer"), choices=[(kind.value, words) for kind, words in KIND_WORDS.items()]
    )
    code = CODE
    required = forms.BooleanField(label=_("It must be answered"), required=False)
    may_decline = forms.BooleanField(label=_("Offer “prefer not to say”"), required=False)
    random = forms.BooleanField(
        label=_("Answers in random order"),
        required=False,
        help_text=_("Drawn from a seed that is kept. “None of these”, “other” and “don't know” stay last."),
    )
    fewest = forms.IntegerField(label=_("Fewest to choose"), min_value=0, max_value=100, required=False)
    most_choices = forms.IntegerField(label=_("Most to choose"), min_value=1, max_value=100, required=False)
    scale_least = forms.IntegerField(label=_("Scale from"), min_value=-10, max_value=100, required=False)
    scale_most = forms.IntegerField(label=_("Scale to"), min_value=-10, max_value=100, required=False)
    scale_least_label = forms.CharField(label=_("Words at the lower end"), max_length=100, required=False)
    scale_most_label = forms.CharField(label=_("Words at the upper end"), max_length=100, required=False)
    least = forms.FloatField(label=_("Least"), required=False)
    most = forms.FloatField(label=_("Most"), required=False)
    whole = forms.BooleanField(label=_("Whole numbers only"), required=False)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    earliest = forms.DateField(label=_("Earliest"), widget=_DAY, required=False)
    latest = forms.DateField(label=_("Latest"), widget=_DAY, required=False)
    longest = forms.IntegerField(
        label=_("Most characters"),
        min_value=1,
        max_value=20_000,
        required=False,
        help_text=_("200 for a short and 4,000 for a long text, where nothing is said."),
    )
    areas = forms.CharField(
        label=_("Areas"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=60_000,
        help_text=_(
            "One a line, by name or by code: St Albans, or E07000240. For the wards of a district write wards: and the "
            "district, such as wards: St Albans."
        ),
    )
    file_kinds = forms.CharField(
        label=_("Endings of files"), required=False, max_length=200, help_text=_("pdf jpg png")
    )
    many = forms.CharField(
        label=_("Paste more answers"),
        widget=_LONG,
        required=False,
        max_length=20_000,
        help_text=_("One a line; codes are made from the words. `code = words` gives the code."),
    )
    identifies = forms.BooleanField(
        label=_("It says who somebody is"),
        required=False,
        help_text=_("Kept encrypted and apart from the answers, and in no file of answers."),
    )
    sensitive = forms.BooleanField(
        label=_("It asks about a special category of personal data"),
        required=False,
        help_text=_("Health, ethnic group, religion, sexual orientation and others: Article 9 of the UK GDPR."),
    )
    part = forms.ChoiceField(
        label=_("What the answer means to this software"),
        choices=[(part.value, words) for part, words in PART_WORDS.items()],
        required=False,
    )

    def __init__(self, data: Any = None, *, questionnaire: Questionnaire, question: Question) -> None:
        super().__init__(data, initial=_initial(question))
        self.questionnaire, self.question = questionnaire, question
        for name, kinds in LIMITS.items():
            if question.kind not in kinds:
                del self.fields[name]

    def clean_code(self) -> str:
        """A code that no other question has."""
        code = str(self.cleaned_data["code"])
        others = set(editing.codes(self.questionnaire, PartKind.QUESTION)) - {self.question.code}
        if code in others:
            raise ValidationError(_now("Another question has this code."))
        return code

    def clean_areas(self) -> tuple[str, ...]:
        """Codes of areas, each once, from their names or codes."""
        return codes_of_areas(str(self.cleaned_data["areas"]), known=self.question.areas)

    def made(self, options: tuple[Option, ...], rows: tuple[Row, ...]) -> Question:
        """The question as filled in, with what its kind does not have left out."""
        held = self.cleaned_data
        kind = QuestionKind(held["kind"])
        before = self.question
        options = (*options, *_pasted(held.get("many", ""), options))
        made = replace(
            before,
            code=held["code"],
            kind=kind,
            label=held["label"],
            help=held["help"],
            required=held["required"],
            may_decline=held["may_decline"],
            sensitive=held["sensitive"],
            part=Part(held["part"] or ""),
            options=options,
            rows=rows,
        )
        limits: dict[str, Any] = {name: held[name] for name in _PLAIN if name in held}
        made = replace(made, **limits)
        if "areas" in held:
            made = replace(made, areas=held["areas"])
        if "file_kinds" in held:
            endings = re.split(r"[\s,;.]+", held["file_kinds"].strip().lower())
            made = replace(made, file_kinds=tuple(one for one in endings if one))
        if held.get("scale_least") is not None and held.get("scale_most") is not None:
            ends = (held["scale_least_label"], held["scale_most_label"])
            made = replace(made, scale=Scale(held["scale_least"], held["scale_most"], *ends))
        return fitted(made)


class OptionForm(forms.Form):
    """One answer to choose."""

    code = forms.RegexField(r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,31}\Z", label=_("Code"), required=False)
    label = forms.CharField(label=_("Answer"), max_length=500, required=False)
    help = forms.CharField(label=_("Help"), max_length=500, required=False)
    exclusive = forms.BooleanField(label=_("alone"), required=False)
    words = forms.BooleanField(label=_("with words"), required=False)
    missing = forms.BooleanField(label=_("no opinion"), required=False)
    remove = forms.BooleanField(label=_("remove"), required=False)


class RowForm(forms.Form):
    """One line of a matrix."""

    code = forms.RegexField(r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,31}\Z", label=_("Code"), required=False)
    label = forms.CharField(label=_("Line"), max_length=500, required=False)
    remove = forms.BooleanField(label=_("remove"), required=False)


OptionLines = forms.formset_factory(OptionForm, extra=3, max_num=300, absolute_max=300)
RowLines = forms.formset_factory(RowForm, extra=3, max_num=100, absolute_max=100)


@dataclass
class QuestionSheet:
    """The form of a question with the lines of its options and rows."""

    form: QuestionForm
    options: Any
    rows: Any
    asks_words: bool
    """Whether its options may ask for words."""

    @classmethod
    def of(cls, asked: Questionnaire, question: Question, data: Any = None) -> QuestionSheet:
        """The sheet of a question, filled with what was sent where something was."""
        options = [
            {
                "code": one.code,
                "label": one.label,
                "help": one.help,
                "exclusive": one.exclusive,
                "words": one.words,
                "missing": one.missing,
            }
            for one in question.options
        ]
        rows = [{"code": one.code, "label": one.label} for one in question.rows]
        return cls(
            QuestionForm(data, questionnaire=asked, question=question),
            OptionLines(data, prefix="options", initial=options) if question.kind in _MAY_HAVE_OPTIONS else None,
            RowLines(data, prefix="rows", initial=rows) if question.kind is QuestionKind.MATRIX else None,
            question.kind in WITH_WORDS,
        )

    def is_valid(self) -> bool:
        """Whether all of it can be taken."""
        parts = [self.form, *(one for one in (self.options, self.rows) if one is not None)]
        judged = [part.is_valid() for part in parts]  # each, so that every error is shown at once
        return all(judged)

    def question(self) -> Question:
        """The question as filled in."""
        options: list[Option] = []
        for held in _lines(self.options):
            code = held["code"] or _option_code(held["label"], [one.code for one in options])
            flags: dict[str, bool] = {name: held[name] for name in ("exclusive", "words", "missing")}
            options.append(Option(code, held["label"], held["help"], **flags))
        rows: list[Row] = []
        for held in _lines(self.rows):
            rows.append(Row(held["code"] or _option_code(held["label"], [one.code for one in rows]), held["label"]))
        return self.form.made(tuple(options), tuple(rows))


class GroupForm(forms.Form):
    """A screen: its title, text, code and order."""

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    text = forms.CharField(label=_("Text before the questions"), widget=_LONG, max_length=5000, required=False)
    random = forms.BooleanField(label=_("Questions in random order"), required=False)
    code = CODE


class PageForm(forms.Form):
    """A page: its title, text and code."""

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    text = forms.CharField(label=_("Text at the beginning"), widget=_LONG, max_length=5000, required=False)
    code = CODE


class WholeForm(forms.Form):
    """The questionnaire's title, introduction, thanks and language."""

    title = forms.CharField(label=_("Title"), max_length=200)
    introduction = forms.CharField(label=_("Introduction"), widget=_LONG, max_length=5000, required=False)
    thanks = forms.CharField(label=_("Thanks at the end"), widget=_LONG, max_length=5000, required=False)
    language = forms.RegexField(
        r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", label=_("Language"), help_text=_("en, cy, pl: as in BCP 47.")
    )


def fitted(question: Question) -> Question:
    """The question without what its kind does not have."""
    kind = question.kind
    bare = Question(question.code, kind, question.label)
    names = [name for name in LIMITS if hasattr(bare, name)]
    gone: dict[str, Any] = {name: getattr(bare, name) for name in names if kind not in LIMITS[name]}
    made = replace(question, **gone)
    if kind not in _MAY_HAVE_OPTIONS:
        made = replace(made, options=())
    if kind not in WITH_WORDS:
        made = replace(made, options=tuple(replace(option, words=False) for option in made.options))
    if kind is not QuestionKind.MATRIX:
        made = replace(made, rows=())
    if kind is QuestionKind.RATING:
        return replace(made, scale=made.scale or Scale())
    return replace(made, scale=None)


def _initial(question: Question) -> dict[str, Any]:
    names = [name for name in QuestionForm.base_fields if hasattr(question, name)]
    held = {name: getattr(question, name) for name in names}
    scale = question.scale or Scale()
    return {
        **held,
        "areas": areas_to_write(question.areas),
        "file_kinds": " ".join(question.file_kinds),
        "scale_least": scale.least,
        "scale_most": scale.most,
        "scale_least_label": scale.least_label,
        "scale_most_label": scale.most_label,
    }


def _lines(formset: Any) -> Iterable[dict[str, Any]]:
    if formset is None:
        return
    for form in formset:
        held = form.cleaned_data
        if held.get("label", "").strip() and not held.get("remove"):
            yield held


def _pasted(text: str, options: tuple[Option, ...]) -> tuple[Option, ...]:
    made: list[Option] = []
    for line in text.splitlines():
        code, equals, label = line.partition(" = ")
        if not equals or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}", code.strip()):
            code, label = "", line
        if label.strip():
            taken = [one.code for one in (*options, *made)]
            made.append(Option(code.strip() or _option_code(label, taken), label.strip()))
    return tuple(made)


def _option_code(label: str, taken: Iterable[str]) -> str:
    held = set(taken)
    stem = "-".join(re.sub(r"[^a-z0-9]+", " ", label.lower()).split()[:4])[:24].strip("-") or "option"
    return next(code for number in range(1, 1000) if (code := stem if number == 1 else f"{stem}-{number}") not in held)
