"""The forms of the team's pages on data and builds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SeveralFiles(forms.ClearableFileInput):
    """A field in which several files can be chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file, checked as a single one would be."""
        several = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(one, initial) for one in several]


class UploadForm(forms.Form):
    """Publishers' files."""

    chosen = FilesField(
        label=_("Publishers’ files"), help_text=_("Keep their names as they are. Several can be chosen at once.")
    )


class RefreshForm(forms.Form):
    """Where new figures come from, and for which datasets."""

    WAYS = (("files", _("the files uploaded here")), ("publishers", _("the publishers, over the network")))

    way = forms.ChoiceField(label=_("Take new figures from"), choices=WAYS, widget=forms.RadioSelect, initial="files")
    datasets = forms.MultipleChoiceField(
        label=_("Only these datasets"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All of them where none is chosen."),
    )

    def __init__(self, *args: Any, datasets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["datasets"].choices = datasets  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """That a claim was read again and stands."""

    role = forms.CharField(label=_("Your role"), max_length=120, help_text=_("Not your name: economist, policy lead."))
    note = forms.CharField(label=_("What you looked at, and why it stands"), widget=forms.Textarea(attrs={"rows": 2}))


class NoteForm(forms.Form):
    """Why something is shown."""

    note = forms.CharField(label=_("Why"), required=False, max_length=300)
