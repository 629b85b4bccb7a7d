"""The team's forms of bringing in what was answered elsewhere: on paper, by telephone, at events, in other tools."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placewright.publish.answer_table import FURTHER
from placewright.questionnaires.columns import Missing
from placewright.web.engagement.models import Instrument, InstrumentKind, Invitation, InvitationState, Mode, Response
from placewright.web.engagement.response_files import codes_to_ask, guessed_targets, targets_of
from placewright.web.engagement.services.entry import first_day, typed_form
from placewright.web.engagement.tables_in import SentTable


class EntryForm(forms.Form):
    """What is known of a form that staff type in, beside its answers."""

    mode = forms.ChoiceField(
        label=gettext_lazy("How it came"),
        choices=[(mode.value, mode.label) for mode in (Mode.PAPER, Mode.TELEPHONE, Mode.EVENT)],
    )
    answered_on = forms.DateField(
        label=gettext_lazy("Day on which it was answered"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    invitation = forms.IntegerField(
        label=gettext_lazy("Number of the invitation, where it has one"), required=False, min_value=1
    )

    replaces = forms.CharField(
        label=gettext_lazy("Reference of the form that this one replaces"),
        required=False,
        max_length=16,
        help_text=gettext_lazy("Only where a form was mistyped: what was typed in before goes into its history."),
    )

    def __init__(self, *args: Any, instrument: Instrument, before: Response | None = None, **more: Any) -> None:
        """The form of an instrument.

        Args:
            before: what the same page was kept as, where it was.
        """
        super().__init__(*args, **more)
        self._instrument, self._before = instrument, before
        if instrument.kind == InstrumentKind.SURVEY:
            number = self.fields["invitation"]
            number.required = not self.data.get(self.add_prefix("replaces"))
            number.label = _("Number of the invitation")
            number.help_text = _("Only who was drawn can answer: it stands on the letter.")

    def clean_answered_on(self) -> Any:
        """The day, where it has come."""
        day = self.cleaned_data["answered_on"]
        if day > timezone.localtime(timezone.now(), self._instrument.zone).date():
            raise forms.ValidationError(_("This day has not come yet."))
        opened = first_day(self._instrument)
        if opened is not None and day < opened:
            said = _("It opened on %(day)s; nobody can have answered before.")
            raise forms.ValidationError(said % {"day": date_format(opened, "j F Y")})
        return day

    def clean_invitation(self) -> Invitation | None:
        """The invitation of that number."""
        number = self.cleaned_data["invitation"]
        found = self._instrument.invitations.filter(number=number).first() if number is not None else None
        if found is None and number is not None:
            raise forms.ValidationError(_("There is no invitation of this number."))
        return found

    def clean_replaces(self) -> Response | None:
        """What staff typed in under that reference."""
        reference = self.cleaned_data["replaces"]
        found = typed_form(self._instrument, reference) if reference else None
        if found is None and reference:
            raise forms.ValidationError(_("No form that was typed in has this reference."))
        return found

    def clean(self) -> dict[str, Any]:
        """All of it; an invitation that was answered only where it was by this same form."""
        held = dict(super().clean() or {})
        invitation, replaced = held.get("invitation"), held.get("replaces")
        if invitation is not None and invitation.state == InvitationState.ANSWERED:
            same = replaced or self._before
            if same is None or same.stratum != invitation.stratum:
                said = _("This invitation was answered already. Look whether the form was typed in.")
                self.add_error("invitation", said)
            elif replaced is not None:
                held["invitation"] = None  # it keeps its place in the sample
        return held


class DeskForm(forms.Form):
    """A desk at an event."""

    title = forms.CharField(label=gettext_lazy("Event"), max_length=200)
    hours = forms.IntegerField(label=gettext_lazy("For how many hours"), min_value=1, max_value=72, initial=8)


class TargetsForm(forms.Form):
    """What each column of a table of responses is."""

    mode = forms.ChoiceField(label=gettext_lazy("How they came"), initial=Mode.IMPORTED)

    def __init__(self, *args: Any, table: SentTable, instrument: Instrument, **more: Any) -> None:
        super().__init__(*args, **more)
        from placewright.web.engagement.asked import asked_now

        self.fields["mode"].choices = Mode.choices  # type: ignore[attr-defined]
        self._questionnaire = asked_now(instrument).questionnaire
        targets = targets_of(self._questionnaire)
        choices = [("", _("leave out")), *((one.name, one.label) for one in targets)]
        guesses = guessed_targets(table.columns, targets)
        self._columns = table.columns
        for at, column in enumerate(table.columns):
            if column:
                field = forms.ChoiceField(
                    label=column, choices=choices, required=False, initial=guesses.get(column, "")
                )
                self.fields[f"column-{at}"] = field
        self._ask_for_codes(table)

    def _ask_for_codes(self, table: SentTable) -> None:
        """Ask what stands for no answer in a column of numbers that people may have answered."""
        for column, further in codes_to_ask(table, self._questionnaire, self._targets()).items():
            name = f"codes-{self._columns.index(column)}"
            offered = [(str(one), _("%(first)s to %(last)s") % _span(one)) for one in FURTHER if one <= further]
            self.fields[name] = forms.ChoiceField(
                label=_("What stands for “no answer” in “%(column)s”") % {"column": column},
                choices=[*offered, ("", _("nothing: these numbers are answers"))],
                initial=str(further),
                required=False,
                help_text=_("This column has numbers that could be answers or say that there is none."),
            )

    def codes(self) -> dict[str, int | None]:
        """How far below -96 to -99 the codes of a column stand, where somebody said so; None where it has none."""
        if not (self.is_bound and self.is_valid()):
            return {}
        asked = {name: value for name, value in self.cleaned_data.items() if name.startswith("codes-")}
        return {
            self._columns[int(name.removeprefix("codes-"))]: int(value) if value else None
            for name, value in asked.items()
            if name in self.data
        }

    def _targets(self) -> dict[str, str]:
        """The target of each column as it was sent, not yet checked, or as guessed."""
        return {
            column: str(self.data.get(f"column-{at}", "") if self.is_bound else self.fields[f"column-{at}"].initial)
            for at, column in enumerate(self._columns)
            if column
        }

    def mapping(self) -> dict[str, str]:
        """The target of each column: as chosen, or as guessed before anybody chose."""
        if self.is_bound and self.is_valid():
            return {
                column: self.cleaned_data.get(f"column-{at}", "") for at, column in enumerate(self._columns) if column
            }
        return {
            column: str(self.fields[f"column-{at}"].initial or "") for at, column in enumerate(self._columns) if column
        }


def _span(further: int) -> dict[str, int]:
    return {"first": int(Missing.WITHHELD) - further, "last": int(Missing.DECLINED) - further}
