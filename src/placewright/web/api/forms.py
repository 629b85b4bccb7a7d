"""What is asked of whoever makes a token."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from placewright.web.accounts.models import Account
from placewright.web.api.models import Scope
from placewright.web.api.services import MOST_DAYS


class TokenForm(forms.Form):
    """What a token is for, what it may do and how long."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    scopes = forms.MultipleChoiceField(label=_("It may"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label=_("It ends after how many days"), min_value=1, max_value=MOST_DAYS, initial=90)

    def __init__(self, *args: object, account: Account, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        allowed = [scope for scope in Scope if account.has_perm(scope.needs.permission)]
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - as declared above
        field.choices = [(scope.value, scope.label) for scope in allowed]
