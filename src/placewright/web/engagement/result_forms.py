"""Forms of weights, breakdowns and publication; strata and margins are written a line each, as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.recipe import Level, Margin, Recipe, Stratum

_LINES = {"rows": 8, "spellcheck": "false"}


class DesignForm(forms.Form):
    """Whom results speak of, how answers are weighted, and by what results are broken down."""

    population = forms.CharField(
        label=_("Population"),
        required=False,
        max_length=300,
        help_text=_("Whom the results speak of, such as: enterprises with staff in the county, March 2025."),
    )
    unit = forms.CharField(
        label=_("A share is a share of"), required=False, max_length=80, help_text=_("Firms, employment, residents …")
    )
    strata = forms.CharField(
        label=_("Strata"),
        required=False,
        widget=forms.Textarea(attrs=_LINES),
        help_text=_("One a line: code; name; units in the population; units drawn. Join codes with +: micro+small; …"),
    )
    margins = forms.CharField(
        label=_("Margins"),
        required=False,
        widget=forms.Textarea(attrs=_LINES),
        help_text=_(
            "One class a line: question; codes of its options joined with +; name; number in the population; source; "
            "date. Leave the question empty for the stratum."
        ),
    )
    trim_at = forms.FloatField(
        label=_("Largest weight, as a multiple of the mean"),
        required=False,
        min_value=1.1,
        help_text=_("Empty trims nothing; 3 to 5 is usual."),
    )
    clusters = forms.BooleanField(label=_("Respondents were drawn in clusters"), required=False)
    note = forms.CharField(label=_("Note on the method"), required=False, max_length=1_000)
    breakdowns = forms.MultipleChoiceField(
        label=_("Break results down by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chosen before it closes: there are no other tables than these."),
    )

    def __init__(self, *given: Any, questionnaire: Questionnaire, has_weights: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        choices = [(one.code, one.label) for one in questionnaire.questions() if one.kind in {"single", "area"}]
        field = self.fields["breakdowns"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = choices
        if not has_weights:
            for name in ("population", "unit", "strata", "margins", "trim_at", "clusters"):
                del self.fields[name]
        for one in self.fields.values():
            one.show_hidden_initial = True

    def clean_strata(self) -> tuple[Stratum, ...]:
        """The strata that the lines name."""
        return tuple(_stratum(number, line) for number, line in _lines(self.cleaned_data["strata"]))

    def clean_margins(self) -> tuple[Margin, ...]:
        """The margins that the lines name, in their order."""
        classes: dict[str, list[tuple[Level, str, str]]] = {}
        for number, line in _lines(self.cleaned_data["margins"]):
            question, level, source, date = _level(number, line)
            classes.setdefault(question, []).append((level, source, date))
        return tuple(
            Margin(
                tuple(level for level, _source, _date in held),
                next((source for _level, source, _date in held if source), ""),
                question,
                next((date for _level, _source, date in held if date), ""),
            )
            for question, held in classes.items()
        )

    def recipe(self) -> Recipe:
        """The recipe that was filled in."""
        held = self.cleaned_data
        return Recipe(
            population=held.get("population", ""),
            unit=held.get("unit", ""),
            strata=held.get("strata", ()),
            clusters=bool(held.get("clusters")),
            margins=held.get("margins", ()),
            trim_at=held.get("trim_at"),
            note=held.get("note", ""),
        )


class PublishForm(forms.Form):
    """What is said beside the results."""

    note = forms.CharField(
        label=_("What readers should know"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


def design_initial(recipe: Recipe, breakdowns: Iterable[str]) -> dict[str, Any]:
    """The form filled with a recipe."""
    strata = "\n".join(
        f"{'+'.join(item.codes) or item.code}; {item.label}; {item.population}"
        + (f"; {item.drawn}" if item.drawn is not None else "")
        for item in recipe.strata
    )
    margins = "\n".join(
        f"{margin.question}; {'+'.join(level.codes)}; {level.label}; {level.target:.10g}; "
        f"{margin.source}; {margin.date}"
        for margin in recipe.margins
        for level in margin.levels
    )
    return {
        "population": recipe.population,
        "unit": recipe.unit,
        "strata": strata,
        "margins": margins,
        "trim_at": recipe.trim_at,
        "clusters": recipe.clusters,
        "note": recipe.note,
        "breakdowns": list(breakdowns),
    }


def _lines(text: str) -> list[tuple[int, list[str]]]:
    return [
        (number, [part.strip() for part in line.split(";")])
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    ]


def _stratum(number: int, parts: list[str]) -> Stratum:
    if len(parts) not in {3, 4} or not parts[0]:
        raise ValidationError(_now("Line %(number)s: code; name; units; units drawn."), params={"number": number})
    codes = tuple(code.strip() for code in parts[0].split("+") if code.strip())
    drawn = _whole(number, parts[3]) if len(parts) == 4 and parts[3] else None
    joined = codes if len(codes) > 1 else ()
    return Stratum("-".join(codes), parts[1] or parts[0], _whole(number, parts[2]), drawn, joined)


def _level(number: int, parts: list[str]) -> tuple[str, Level, str, str]:
    if len(parts) < 4 or not parts[1]:
        said = _now("Line %(number)s: question; codes; name; number; source; date.")
        raise ValidationError(said, params={"number": number})
    try:
        target = float(parts[3].replace(",", ""))
    except ValueError as error:
        said = _now("Line %(number)s: “%(text)s” is no number.")
        raise ValidationError(said, params={"number": number, "text": parts[3]}) from error
    codes = tuple(code.strip() for code in parts[1].split("+") if code.strip())
    source, date = (parts[4] if len(parts) > 4 else ""), (parts[5] if len(parts) > 5 else "")
    return parts[0], Level(codes, parts[2] or parts[1], target), source, date


def _whole(number: int, text: str) -> int:
    try:
        return int(text.replace(",", ""))
    except ValueError as error:
        said = _now("Line %(number)s: “%(text)s” is no whole number.")
        raise ValidationError(said, params={"number": number, "text": text}) from error
