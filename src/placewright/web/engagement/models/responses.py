"""What people answered. Who they are stands in other tables, encrypted; answers here identify nobody by themselves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from placewright.web.common.fields import OrderedJSONField
from placewright.web.engagement.flag_words import flag_words, other_response
from placewright.web.engagement.history_words import CHANGES
from placewright.web.engagement.models.instruments import Instrument, QuestionnaireVersion


class Mode(models.TextChoices):
    """How a response came in."""

    OPEN = "open", _("open link")
    INVITED = "invited", _("invitation")
    EVENT = "event", _("tablet at an event")
    PAPER = "paper", _("paper form")
    TELEPHONE = "telephone", _("telephone")
    IMPORTED = "imported", _("file from another tool")


class ResponseState(models.TextChoices):
    """What counts: accepted and flagged ones are answers; the others are kept and never counted."""

    ACCEPTED = "accepted", _("accepted")
    FLAGGED = "flagged", _("accepted, to be looked at")
    HELD = "held", _("waits for a look")
    DUPLICATE = "duplicate", _("duplicate of another")
    WITHDRAWN = "withdrawn", _("withdrawn by who gave it")


class Response(models.Model):
    """One finished response. `reference` names it in exports; nothing in it points at a person."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="responses")
    version = models.ForeignKey(QuestionnaireVersion, on_delete=models.RESTRICT, related_name="responses")
    reference = models.CharField(max_length=16, unique=True)
    answers = OrderedJSONField(default=dict)
    language = models.CharField(max_length=12, default="en")
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.OPEN)
    state = models.CharField(max_length=12, choices=ResponseState, default=ResponseState.ACCEPTED)
    duplicate_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    seed = models.CharField(max_length=16, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    submitted_at = models.DateTimeField()
    answered_on = models.DateField(null=True, blank=True)
    """The day on a paper form or of a telephone call, where staff entered it later."""
    load_key = models.CharField(max_length=64, unique=True)
    """The key of the form that gave it: the same form sent twice is one response."""
    receipt_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    stratum = models.CharField(max_length=80, blank=True)
    cluster = models.CharField(max_length=80, blank=True)
    base_weight = models.FloatField(null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    shredded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("instrument", "state")), models.Index(fields=("instrument", "submitted_at")))
        verbose_name = _("response")
        verbose_name_plural = _("responses")

    def __str__(self) -> str:
        return self.reference


class ResponseFlag(models.Model):
    """Why a response should be looked at; nobody is dropped for one."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=40)
    detail = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("response", "kind"), name="one_flag_of_a_kind"),)

    def __str__(self) -> str:
        return self.kind

    @property
    def in_words(self) -> str:
        """What it means."""
        return flag_words(self.kind, self.detail)

    @property
    def other(self) -> str:
        """The reference of the response that this one is like, where it is flagged for that."""
        return other_response(self.kind, self.detail)


class ResponseChange(models.Model):
    """One thing that happened to a response; `answers` are those that a correction replaced, until shredded."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(max_length=40)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    answers = OrderedJSONField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.what

    @property
    def in_words(self) -> str:
        """What happened, and what it counted as before and afterwards."""
        said = str(CHANGES.get(self.what, self.what))
        if not self.after or self.before == self.after:
            return said
        states = dict(ResponseState.choices)
        return f"{said}: {states.get(self.before, self.before)} → {states.get(self.after, self.after)}"


class Identity(models.Model):
    """The direct identifiers that a respondent gave, sealed with a key that is not in the database."""

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="identity")
    sealed = models.BinaryField()
    search_hashes = OrderedJSONField(default=list)
    """Keyed hashes of e-mail addresses and names in small letters, by which staff find all data of a person."""

    def __str__(self) -> str:
        return f"identity of {self.response_id}"


class SentFile(models.Model):
    """A file that a respondent sent, sealed on disk under its digest."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, null=True, related_name="files")
    draft = models.ForeignKey("Draft", on_delete=models.CASCADE, null=True, related_name="files")
    question = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    sealed_name = models.BinaryField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.question}: {self.digest[:12]}"


class Draft(models.Model):
    """Answers that are not finished, sealed with a key made from the code that only the respondent has."""

    version = models.ForeignKey(QuestionnaireVersion, on_delete=models.CASCADE, related_name="drafts")
    code_hash = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.OPEN)
    invitation = models.ForeignKey("Invitation", on_delete=models.CASCADE, null=True, related_name="drafts")
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"draft of {self.version_id}"


class DeviceSighting(models.Model):
    """That responses of one window came from one device: a keyed hash whose key is destroyed when the window ends."""

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="device")
    window = models.CharField(max_length=20, db_index=True)
    digest = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.window


class SpentProof(models.Model):
    """A proof of work that was used, so that it is not used again."""

    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest[:12]
