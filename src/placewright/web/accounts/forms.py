"""What people fill in to get in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from placewright.web.accounts.models import Account, OneTimeLink


class JoinForm(forms.Form):
    """A name and a password that nobody else knows; the address too, where the link names none."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}), max_length=254
    )
    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters. Three or four words that only you put together are a good one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, link: OneTimeLink, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self._link = link
        if link.account is not None:
            del self.fields["name"]
        if link.account is not None or link.email:
            del self.fields["email"]

    def clean_email(self) -> str:
        """The address in small letters, where no account has it."""
        email = str(self.cleaned_data["email"]).lower()
        if Account.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("An account has this address already."))
        return email

    def clean(self) -> dict[str, Any]:
        """What was filled in, where both passwords are the same and good enough."""
        found = super().clean() or self.cleaned_data
        password = found.get("password")
        if not password:
            return found
        if found.get("again") != password:
            self.add_error("again", _("The two passwords are not the same."))
        account = self._link.account or Account(
            email=self._link.email or found.get("email", ""), name=found.get("name", "")
        )
        try:
            password_validation.validate_password(password, account)
        except ValidationError as error:
            self.add_error("password", error)
        return found
