"""Tokens with which a program writes in the name of an account."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placewright.web.accounts.capabilities import May
from placewright.web.common.fields import OrderedJSONField


class Scope(models.TextChoices):
    """What a token may be used for; the account must be allowed to do it too, at that moment."""

    DRAFT = "draft", _("write drafts of claims")
    PUBLISH = "publish", _("make claims live")
    REVIEW = "review", _("sign off claims")
    BUILD = "build", _("ask for a build, and see how it goes")

    @property
    def needs(self) -> May:
        """What the account must be allowed to do."""
        return _NEEDS[self]


_NEEDS = {
    Scope.DRAFT: May.EDIT_RECORDS,
    Scope.PUBLISH: May.PUBLISH_RECORDS,
    Scope.REVIEW: May.REVIEW_LINKS,
    Scope.BUILD: May.REFRESH_DATA,
}


class ApiToken(models.Model):
    """A secret of a program. The secret itself is shown once; what is kept is its digest and its first letters."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("what it is for"), max_length=100)
    start = models.CharField(_("begins with"), max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = OrderedJSONField(_("may"), default=list)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"

    def is_valid(self, now: datetime | None = None) -> bool:
        """Whether it can be used now."""
        return self.revoked_at is None and self.expires_at > (now or timezone.now()) and self.account.is_active

    @property
    def scope_words(self) -> list[str]:
        """What it may be used for, in words."""
        return [str(Scope(scope).label) for scope in self.scopes]
