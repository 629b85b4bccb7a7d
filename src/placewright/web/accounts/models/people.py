"""People who work here, and the organisations that they work for."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placewright.web.accounts.capabilities import May


class Organisation(models.Model):
    """A body that people work for: the council, a district, the university, a department."""

    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        ordering = ("name",)
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People of one organisation who work on something together."""

    name = models.CharField(_("name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="teams", verbose_name=_("organisation")
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="teams", verbose_name=_("members")
    )

    class Meta:
        ordering = ("organisation__name", "name")
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = (models.UniqueConstraint(fields=("organisation", "name"), name="team_named_once"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})"


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; none is made with a password that anybody else has chosen."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> Account:
        """An account with that address; without a password it can be entered by a one-time link alone."""
        account = self.model(email=self.normalize_email(email).lower(), **more)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> Account:
        """An account that may do everything."""
        return self.create_user(email, password, **{"is_superuser": True} | more)

    def get_by_natural_key(self, email: str | None) -> Account:
        """The account with that address, however it is written."""
        return self.get(email__iexact=email or "")


class Account(AbstractBaseUser, PermissionsMixin):
    """Somebody who works here; roles are groups, and what a group may do is written in `roles`."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("organisation")
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("since"), default=timezone.now)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("email",)
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        permissions = tuple((str(one), one.label) for one in May)

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, or the address where none was given."""
        return str(self)

    def get_short_name(self) -> str:
        """The name, or the address where none was given."""
        return str(self)

    @property
    def is_staff(self) -> bool:
        """Whether Wagtail's administration may be entered at all; which parts of it, permissions say."""
        return self.is_active
