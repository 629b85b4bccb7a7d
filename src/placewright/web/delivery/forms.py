"""What is asked of whoever keeps readings, spending and returns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from placewright.core.errors import PlacewrightError
from placewright.web.common.mends import told_by
from placewright.web.delivery.models import Return, ReturnKind, SpendPurpose
from placewright.web.delivery.models.readings import ReadingStatus
from placewright.web.delivery.models.returns import QUARTER
from placewright.web.delivery.periods import quarters_of
from placewright.web.delivery.rules import Rating

MOST_WORDS = {"narrative": 250, "forward_look": 200}
"""How long the words of a return may be, as funders ask."""


class ReadingForm(forms.Form):
    """A reading of one measure."""

    period = forms.CharField(label=_("Period"), max_length=40, help_text=_("Such as 2025, 2025-26 or 2025-Q3."))
    value = forms.FloatField(label=_("Value"), required=False)
    low = forms.FloatField(label=_("The least it may be"), required=False)
    high = forms.FloatField(label=_("The most it may be"), required=False)
    text = forms.CharField(label=_("In words"), max_length=500, required=False)
    status = forms.ChoiceField(label=_("Status"), choices=ReadingStatus.choices)
    source = forms.CharField(label=_("Source"), max_length=300)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class JudgementForm(forms.Form):
    """A rating of one's own."""

    rating = forms.ChoiceField(
        label=_("Rating"), choices=[("", _("as the rule says")), *Rating.choices], required=False
    )
    reason = forms.CharField(label=_("Why"), max_length=500)


class FileForm(forms.Form):
    """A file of readings."""

    file = forms.FileField(label=_("CSV file"))


class SpendForm(forms.Form):
    """What was spent."""

    fund = forms.ChoiceField(label=_("Fund"))
    intervention = forms.ChoiceField(label=_("Action"), required=False)
    quarter = forms.CharField(label=_("Quarter"), validators=[QUARTER], help_text=_("Such as 2025-26 Q1."))
    purpose = forms.ChoiceField(label=_("On"), choices=SpendPurpose.choices)
    amount = forms.DecimalField(label=_("Amount, in pounds (£)"), max_digits=14, decimal_places=2)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, funds: list[tuple[str, str]], actions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].choices = funds  # type: ignore[attr-defined]
        self.fields["intervention"].choices = [("", _("none")), *actions]  # type: ignore[attr-defined]

    def clean_quarter(self) -> str:
        """A quarter of a financial year."""
        return _period(self.cleaned_data["quarter"])


class ReturnForm(forms.ModelForm[Return]):
    """The words of a return."""

    class Meta:
        model = Return
        fields = ("fund", "kind", "period", "narrative", "forward_look", "underspend")
        labels = {"underspend": _("Expected underspend, in pounds (£)")}

    def __init__(self, *args: Any, funds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"] = forms.ChoiceField(label=_("Fund"), choices=funds)

    def clean(self) -> dict[str, Any]:
        """Words within their limits, and a period that fits the kind."""
        given = super().clean() or {}
        for name, most in MOST_WORDS.items():
            words = len(given.get(name, "").split())
            if words > most:
                self.add_error(
                    name, _("It has %(words)s words; funders take %(most)s.") % {"words": words, "most": most}
                )
        if "period" in given:
            try:
                quarters = quarters_of(given["period"])
            except PlacewrightError as error:
                self.add_error("period", told_by(error))
            else:
                if (len(quarters) == 1) != (given.get("kind") == ReturnKind.QUARTER):
                    self.add_error("period", _("The period and the kind of return do not go together."))
        return given


def _period(text: str) -> str:
    try:
        quarters_of(text)
    except PlacewrightError as error:
        raise ValidationError(told_by(error)) from error
    return text
