"""The team's forms of inviting: a list of contacts and what its columns are, the words of mail, marks by hand."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placewright.web.engagement.invitation_files import FIELDS, guessed_fields
from placewright.web.engagement.models import InvitationState
from placewright.web.engagement.tables_in import LARGEST, SentTable

_FIRST_TEXT = gettext_lazy(
    "Dear {name},\n\nyou are invited to answer. It takes a few minutes, and works on any phone or computer:\n\n"
    "{link}\n\nThe link is yours alone and works once. If you would rather not answer, open it and say so; you will "
    "then get no reminder."
)


def first_text(language: str) -> str:
    """What an invitation says until somebody writes other words, in the language in which people are asked."""
    with translation.override(language):
        return str(_FIRST_TEXT)


class TableForm(forms.Form):
    """A table to be looked at before anything of it is taken in."""

    file = forms.FileField(
        label=gettext_lazy("A CSV file or an Excel workbook, with the names of columns in its first row")
    )

    def clean_file(self) -> Any:
        """The file, where it is not larger than is taken."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is too large: send it in parts of at most 30 MB."))
        return file


class ColumnsForm(forms.Form):
    """What each column of a list of contacts is."""

    def __init__(self, *args: Any, table: SentTable, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", _("leave out")), *FIELDS.items()]
        guesses = guessed_fields(column for column in table.columns if column)
        for at, column in enumerate(table.columns):
            if column:
                field = forms.ChoiceField(label=column, choices=choices, required=False, initial=guesses[column])
                self.fields[f"column-{at}"] = field
        self._columns = table.columns

    def mapping(self) -> dict[str, str]:
        """The field of each column, as chosen."""
        return {column: self.cleaned_data.get(f"column-{at}", "") for at, column in enumerate(self._columns) if column}


class MailForm(forms.Form):
    """The words of an invitation or a reminder."""

    kind = forms.ChoiceField(
        label=gettext_lazy("To whom"),
        choices=[
            ("invitation", gettext_lazy("invitations, to those who have none yet")),
            ("reminder", gettext_lazy("a reminder, to those who have not answered")),
        ],
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("{name}, {organisation}, {link} and {code} are filled in for each."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=5000,
    )


class MarkForm(forms.Form):
    """Marks for invitations by number."""

    numbers = forms.CharField(
        label=gettext_lazy("Numbers of invitations"),
        help_text=gettext_lazy("Such as 3, 17, 40-52."),
        max_length=2000,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("What became of them"),
        choices=[
            (InvitationState.SENT, gettext_lazy("sent by post")),
            (InvitationState.REFUSED, InvitationState.REFUSED.label),
            (InvitationState.FAILED, InvitationState.FAILED.label),
            (InvitationState.NOT_ELIGIBLE, InvitationState.NOT_ELIGIBLE.label),
        ],
    )

    def clean_numbers(self) -> list[int]:
        """The numbers, ranges spelt out."""
        found: list[int] = []
        for part in re.split(r"[,\s;]+", self.cleaned_data["numbers"].strip()):
            single = re.fullmatch(r"(\d{1,7})(?:[-–](\d{1,7}))?", part)
            if single is None:
                raise forms.ValidationError(_("“%(part)s” is no number. Write 3, 17, 40-52.") % {"part": part})
            first, last = int(single[1]), int(single[2] or single[1])
            if last < first or last - first > 100_000:
                raise forms.ValidationError(_("“%(part)s” is no range. Write 40-52.") % {"part": part})
            found += range(first, last + 1)
        return found
