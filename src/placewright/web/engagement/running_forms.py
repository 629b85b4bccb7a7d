"""What is asked of whoever prepares, opens and closes a survey or a consultation."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from placewright.questionnaires.instrument_file import ReachLine
from placewright.questionnaires.launch import Away, Basis, LaunchFacts
from placewright.questionnaires.model import Question, Questionnaire
from placewright.web.engagement.area_names import area_names
from placewright.web.engagement.models import Instrument, Mode, ResponseState
from placewright.web.engagement.populations import NoFigure, area_of, population_of

_LONG = forms.Textarea(attrs={"rows": 3})
BASES = [
    ("", _("choose one")),
    (Basis.PUBLIC_TASK, _("public task, Article 6(1)(e)")),
    (Basis.LEGAL_OBLIGATION, _("legal obligation, Article 6(1)(c)")),
    (Basis.LEGITIMATE_INTERESTS, _("legitimate interests, Article 6(1)(f)")),
    (Basis.CONSENT, _("consent, Article 6(1)(a)")),
]
_TWO_DAYS = re.compile(r"\s*(\d{4}-\d\d-\d\d)[\s,]+(\d{4}-\d\d-\d\d)(?=[\s,]|$)[\s,]*")
REACH_COLUMNS = ("question", "code", "label", "target", "population", "source", "how", "figure")


def _two_days(line: str) -> tuple[date, date, str]:
    """The two days with which a line begins, and the rest of it."""
    found = _TWO_DAYS.match(line)
    if found is None:
        raise ValueError(line)
    return date.fromisoformat(found[1]), date.fromisoformat(found[2]), line[found.end() :]


class FactsForm(forms.Form):
    """Everything that the launch page and the privacy notice say."""

    purpose = forms.CharField(label=_("What it is for"), widget=_LONG, required=False, max_length=2000)
    can_change = forms.CharField(
        label=_("What can still change, and what cannot"), widget=_LONG, required=False, max_length=2000
    )
    decided_by = forms.CharField(label=_("Who decides"), required=False, max_length=300)
    decided_on = forms.DateField(
        label=_("When it is decided"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    edition = forms.CharField(
        label=_("Edition that is consulted on"), required=False, max_length=120, help_text=_("Its name: draft-1.")
    )
    evidence = forms.CharField(
        label=_("Evidence"), widget=_LONG, required=False, help_text=_("Addresses, one a line."), max_length=4000
    )
    considered = forms.CharField(
        label=_("How answers will be considered"), widget=_LONG, required=False, max_length=2000
    )
    answered_by = forms.DateField(
        label=_("By when you answer what was said"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Within twelve weeks of closing, or say why not."),
    )
    controller = forms.CharField(label=_("Controller of the data"), required=False, max_length=300)
    basis = forms.ChoiceField(label=_("Lawful basis"), choices=BASES, required=False)
    sensitive_condition = forms.CharField(
        label=_("Condition for sensitive questions"), required=False, max_length=500, help_text=_("Article 9.")
    )
    recipients = forms.CharField(label=_("Who else sees the data"), widget=_LONG, required=False, max_length=2000)
    contact_email = forms.EmailField(label=_("E-mail for questions"), required=False)
    contact_post = forms.CharField(label=_("Postal address"), widget=_LONG, required=False, max_length=500)
    officer = forms.CharField(label=_("Data protection officer"), required=False, max_length=300)
    complaints = forms.CharField(label=_("Where to complain"), required=False, max_length=300)
    impact_assessment = forms.CharField(
        label=_("Data protection impact assessment"), required=False, max_length=300, help_text=_("Its reference.")
    )
    accessibility = forms.CharField(label=_("Accessibility statement"), required=False, max_length=500)
    names_answers = forms.BooleanField(
        label=_("Organisations' answers are published under their names, unless they ask not to be named"),
        required=False,
        help_text=_(
            "People are told so where they begin. It needs a question that asks for the name and one that asks whether "
            "it may be named, and can be chosen until it opens. Words are quoted only with leave."
        ),
    )
    other_formats = forms.CharField(label=_("Other ways to answer"), widget=_LONG, required=False, max_length=2000)
    away = forms.CharField(
        label=_("Days on which people are away"),
        widget=_LONG,
        required=False,
        max_length=2000,
        help_text=_("One a line: first day, last day, why. Write `election` at the end of an election period."),
    )
    drafts_days = forms.IntegerField(label=_("Unfinished answers are kept, days"), min_value=1, max_value=365)
    device_hours = forms.IntegerField(label=_("Device marks are kept, hours"), min_value=1, max_value=336)
    identities_months = forms.IntegerField(label=_("Names and addresses are kept, months"), min_value=0, max_value=240)
    invitations_months = forms.IntegerField(label=_("Invitations are kept, months"), min_value=0, max_value=240)
    files_months = forms.IntegerField(label=_("Files are kept, months"), min_value=0, max_value=240)
    texts_months = forms.IntegerField(label=_("Free text is kept, months"), min_value=0, max_value=240)
    answers_months = forms.IntegerField(label=_("Answers are kept, months"), min_value=0, max_value=1200)

    @classmethod
    def filled(cls, facts: LaunchFacts) -> FactsForm:
        """The form with what was written so far."""
        initial = {
            name: getattr(facts, name) for name in cls.base_fields if hasattr(facts, name) and name not in {"evidence"}
        }
        initial |= {name: getattr(facts.retention, name) for name in cls.base_fields if hasattr(facts.retention, name)}
        initial["evidence"] = "\n".join(facts.evidence)
        initial["away"] = "\n".join(
            f"{item.first}, {item.last}, {item.why}{', election' if item.election else ''}" for item in facts.away
        )
        return cls(initial=initial)

    def clean_away(self) -> tuple[Away, ...]:
        """The periods, or which line is none."""
        found = []
        for number, line in enumerate(self.cleaned_data["away"].splitlines(), 1):
            if not line.strip():
                continue
            try:
                first, last, rest = _two_days(line)
            except ValueError as error:
                said = _now("Line %(number)s: write two days, then why, such as “2027-02-15, 2027-02-19, half-term”.")
                raise ValidationError(said % {"number": number}) from error
            parts = [part.strip() for part in rest.split(",")]
            if last < first:
                raise ValidationError(_now("Line %(number)s: it ends before it begins.") % {"number": number})
            election = parts[-1].casefold() == "election"
            why = ", ".join(parts[: len(parts) - election]) or _now("away")
            found.append(Away(first, last, why, election))
        return tuple(found)

    def facts(self, before: LaunchFacts) -> LaunchFacts:
        """What the form changes, as a record; what was not touched is as it was before."""
        held = {name: self.cleaned_data[name] for name in self.changed_data}
        kept = {name: held[name] for name in held if hasattr(before.retention, name)}
        said: dict[str, Any] = {name: held[name] for name in held if hasattr(before, name)}
        if "evidence" in held:
            said["evidence"] = tuple(line.strip() for line in held["evidence"].splitlines() if line.strip())
        if "basis" in held:
            said["basis"] = Basis(held["basis"])
        return replace(before, **said, retention=replace(before.retention, **kept))


class ClockField(forms.DateTimeField):
    """A time as the clock shows it, without the zone of whoever types it; see `in_zone`."""

    def to_python(self, value: Any) -> datetime | None:
        """The time, with no zone."""
        with timezone.override(UTC):  # in which no time is skipped and none comes twice
            found: datetime | None = super().to_python(value)
        return found.replace(tzinfo=None) if found is not None else None


class TimesForm(forms.Form):
    """When it opens and closes, by the clock of a time zone."""

    opens_at = ClockField(
        label=_("Opens"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    closes_at = ClockField(
        label=_("Closes"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    time_zone = forms.ChoiceField(
        label=_("By the clock of"), choices=lambda: [(name, name) for name in settings.WAGTAIL_USER_TIME_ZONES]
    )


class WhoForm(forms.Form):
    """Who may answer, and what is asked of their browsers."""

    has_open_link = forms.BooleanField(
        label=_("Anybody may answer, without an invitation"),
        required=False,
        help_text=_("A survey of a drawn sample is answered by those who were drawn alone."),
    )
    asks_for_proof = forms.BooleanField(
        label=_("Browsers do a small sum against machines"),
        required=False,
        help_text=_("On the open link alone. Who has no scripts is taken too, and looked at by a person first."),
    )
    fewest_seconds = forms.IntegerField(
        label=_("Answers sent in faster than so many seconds are flagged"), min_value=0, max_value=3600
    )


class ExtensionForm(forms.Form):
    """A later closing time, and why."""

    closes_at = ClockField(
        label=_("Closes"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    reason = forms.CharField(label=_("Why, as people are told"), max_length=500)


class ReasonForm(forms.Form):
    """A reason."""

    reason = forms.CharField(label=_("Why"), max_length=500)


class ReachForm(forms.Form):
    """The reach plan as lines of CSV, which a spreadsheet gives and takes."""

    plan = forms.CharField(
        label=_("Plan"),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        required=False,
        max_length=100_000,
        help_text=_(
            "Columns: question, code, label, target, population, source, how, figure. Leave the question empty for a "
            "mode. The figure names a number of the evidence, which goes before a typed population."
        ),
    )

    def __init__(self, *args: Any, questionnaire: Questionnaire, **more: Any) -> None:
        super().__init__(*args, **more)
        self.questionnaire = questionnaire
        self.fields["plan"].show_hidden_initial = True

    def clean_plan(self) -> tuple[ReachLine, ...]:
        """The lines, or which of them is wrong and how it is mended."""
        lines = csv.reader(io.StringIO(self.cleaned_data["plan"]))
        found = [
            self._target(number, line) for number, line in enumerate(lines, 1) if any(line) and line[0] != "question"
        ]
        keys = [(item.question, item.code) for item in found]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice:
            raise ValidationError(_now("'%(code)s' stands there twice.") % {"code": twice[1]})
        return tuple(found)

    def _target(self, number: int, line: list[str]) -> ReachLine:
        line = [part.strip() for part in line] + [""] * len(REACH_COLUMNS)
        question, code, label, target, population, source, how, figure = line[: len(REACH_COLUMNS)]
        asked = self.questionnaire.question(question) if question else None
        if question and asked is None:
            raise ValidationError(_now("Line %(n)s: there is no question '%(q)s'.") % {"n": number, "q": question})
        offered = set(Mode.values) if asked is None else {option.code for option in asked.options} | set(asked.areas)
        code = code if code in offered else _named(asked, code)
        if offered and code not in offered:
            said = _now("Line %(n)s: '%(code)s' is none of %(offered)s.")
            raise ValidationError(said % {"n": number, "code": code, "offered": ", ".join(sorted(offered))})
        if not target:
            said = _now(
                "Line %(n)s has no target: how many are to be heard stands fourth, after question, code and label."
            )
            raise ValidationError(said % {"n": number})
        try:
            wanted = int(target)
            size = float(population.replace(",", "")) if population else None
        except ValueError as error:
            said = _now("Line %(n)s: target and population are numbers.")
            raise ValidationError(said % {"n": number}) from error
        if wanted < 0 or (size is not None and size < 0):
            raise ValidationError(_now("Line %(n)s: numbers are not below zero.") % {"n": number})
        if len(figure) > 300:
            raise ValidationError(_now("Line %(n)s: the figure's name is too long.") % {"n": number})
        if figure and size is None:
            try:
                population_of(figure, place=area_of(asked, code))
            except NoFigure as error:
                raise ValidationError(_now("Line %(n)s: %(why)s") % {"n": number, "why": str(error)}) from error
        return ReachLine(code, label or code, wanted, question, size, source, how, figure)


def _named(asked: Question | None, words: str) -> str:
    """The code of the one answer or area of those words; the words themselves where there is none such, or several."""
    if asked is None:
        return words
    names = [*((one.code, one.label) for one in asked.options), *area_names(asked.areas).items()]
    found = {code for code, name in names if name.casefold() == words.casefold()}
    return found.pop() if len(found) == 1 else words


def reach_lines(instrument: Instrument) -> str:
    """The plan as it is now, as CSV."""
    held = io.StringIO()
    lines = csv.writer(held, lineterminator="\n")
    lines.writerow(REACH_COLUMNS)
    for item in instrument.reach.all():
        size = f"{item.population:.10g}" if item.is_typed else ""
        source = "" if item.period else item.source
        lines.writerow((item.question, item.code, item.label, item.target, size, source, item.how, item.figure))
    return held.getvalue()


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """What was typed as a time of the clock, in the zone of the instrument.

    A time that the clock skips in spring counts as an hour later; of one that it strikes twice in autumn, the first.
    """
    return timezone.make_aware(moment.replace(tzinfo=None), zone)


class DecisionForm(forms.Form):
    """What several responses count as."""

    state = forms.ChoiceField(
        label=_("They count as"),
        choices=[(s.value, s.label) for s in ResponseState if s is not ResponseState.WITHDRAWN],
    )
    duplicate_of = forms.CharField(
        label=_("Duplicate of"), required=False, max_length=16, help_text=_("The reference of the one that is kept.")
    )
    reason = forms.CharField(label=_("Why"), max_length=500)


def chosen_references(values: Iterable[str]) -> list[str]:
    """References that were ticked, none twice."""
    return list(dict.fromkeys(value for value in values if value))
