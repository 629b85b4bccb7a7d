"""What is put to people: a survey or a consultation, its questionnaire's versions, and what was decided about it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.reading import questionnaire_from_plain
from placewright.web.common.fields import OrderedJSONField


class InstrumentKind(models.TextChoices):
    """What may be said of its results, which is decided by who could answer, and by nothing that is done afterwards."""

    SURVEY = "survey", _("survey of a drawn sample")
    QUOTA = "quota", _("survey without a drawn sample (quota, mailing list, panel)")
    CONSULTATION = "consultation", _("consultation, open to all")

    @property
    def has_weights(self) -> bool:
        """Whether answers may be weighted and shares be given: never of a consultation."""
        return self is not InstrumentKind.CONSULTATION


class Stage(models.TextChoices):
    """Where an instrument stands now; it follows from its approval and its times, and is never stored."""

    DRAFT = "draft", _("being prepared")
    SCHEDULED = "scheduled", _("approved, opens later")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    PUBLISHED = "published", _("results published")


class Instrument(models.Model):
    """A survey or a consultation. A rehearsal is one too, with invented answers, and belongs to what it rehearses."""

    slug = models.CharField(
        _("name in addresses"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use small letters, digits and hyphens."))],
    )
    kind = models.CharField(_("kind"), max_length=20, choices=InstrumentKind)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("what it is about, in two sentences"), blank=True, max_length=600)
    facts = OrderedJSONField(default=dict, blank=True)
    """What the launch check asks for: `placewright.questionnaires.launch.LaunchFacts` as plain values."""
    note = models.TextField(_("what is still to be done"), blank=True, max_length=2000)
    design = OrderedJSONField(default=dict, blank=True)
    """Frame, strata, margins and weights: `placewright.questionnaires.recipe.Recipe` as plain values."""
    breakdowns = OrderedJSONField(default=list, blank=True)
    """Codes of the questions by which results are broken down; declared before results are seen."""
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/London")
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    has_open_link = models.BooleanField(_("anybody may answer"), default=True)
    asks_for_proof = models.BooleanField(_("browsers do a small sum against machines"), default=True)
    fewest_seconds = models.PositiveIntegerField(_("answers faster than this many seconds are looked at"), default=20)
    rehearsal_of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="rehearsals", editable=False
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made_at",)
        verbose_name = _("survey or consultation")
        verbose_name_plural = _("surveys and consultations")

    def __str__(self) -> str:
        return self.title

    @property
    def is_rehearsal(self) -> bool:
        """Whether its answers are invented."""
        return self.rehearsal_of_id is not None

    @property
    def kind_of(self) -> InstrumentKind:
        """The kind, with what it allows."""
        return InstrumentKind(self.kind)

    @property
    def is_open_to_all(self) -> bool:
        """Whether anybody may answer; never of a survey whose sample was drawn, whatever an older version kept."""
        return self.has_open_link and self.kind != InstrumentKind.SURVEY

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which it opens and closes."""
        return ZoneInfo(self.time_zone)

    def stage(self, now: datetime | None = None) -> Stage:
        """Where it stands at a moment, to the minute at which it opens and closes."""
        now = now or timezone.now()
        if self.published_at is not None:
            return Stage.PUBLISHED
        if self.approved_at is None or self.opens_at is None:
            return Stage.DRAFT
        if now < self.opens_at:
            return Stage.SCHEDULED
        return Stage.CLOSED if self.closes_at is not None and now >= self.closes_at else Stage.OPEN


class QuestionnaireVersion(models.Model):
    """A questionnaire as it is or was asked. A frozen one never changes; a change makes the next number."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = OrderedJSONField()
    digest = models.CharField(max_length=64)
    note = models.CharField(_("what changed, and why"), max_length=500, blank=True)
    save_number = models.PositiveIntegerField(default=0)
    """The saved state that it stands at; see `QuestionnaireSave`."""
    changed_at = models.DateTimeField(auto_now=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("instrument_id", "number")
        constraints = (models.UniqueConstraint(fields=("instrument", "number"), name="one_version_a_number"),)
        verbose_name = _("version of a questionnaire")
        verbose_name_plural = _("versions of questionnaires")

    def __str__(self) -> str:
        return f"{self.instrument_id}, {self.number}"

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire that it holds."""
        return questionnaire_from_plain(self.definition)


class LaunchWaiver(models.Model):
    """That somebody lets it open though a launch check does not pass, and why."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="waivers")
    check_name = models.CharField(max_length=60)
    reason = models.CharField(_("why"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("instrument", "check_name"), name="one_waiver_a_check"),)

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.check_name}"


class Extension(models.Model):
    """That the closing time was moved, which is shown to everybody."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="extensions")
    before = models.DateTimeField()
    after = models.DateTimeField()
    reason = models.CharField(_("why"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.after:%Y-%m-%d %H:%M}"


class ReachTarget(models.Model):
    """How many of a group or place are to be heard, and how many there are."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="reach")
    question = models.CharField(max_length=40, blank=True)
    """The question that tells the group; empty for the mode."""
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    target = models.PositiveIntegerField()
    population = models.FloatField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    how = models.CharField(_("how they will be reached"), max_length=500, blank=True)
    figure = models.CharField(max_length=300, blank=True)
    """The number of the evidence that says how many there are; see `populations`."""
    period = models.CharField(max_length=40, blank=True)
    """The period of the evidence's number; empty where the number was typed."""

    class Meta:
        ordering = ("instrument_id", "id")
        constraints = (models.UniqueConstraint(fields=("instrument", "question", "code"), name="one_target_a_group"),)

    def __str__(self) -> str:
        return f"{self.label}: {self.target}"

    @property
    def is_typed(self) -> bool:
        """Whether somebody typed how many there are."""
        return self.population is not None and not self.period

    @property
    def source_words(self) -> str:
        """Whose number of the population it is; of a typed one that it was typed."""
        if not self.is_typed:
            return self.source
        return (
            _now("typed by the team: %(source)s") % {"source": self.source}
            if self.source
            else _now("typed by the team")
        )


class StepCount(models.Model):
    """How many were shown a screen and how many went on from it on one day: all that is kept of who did not finish."""

    version = models.ForeignKey(QuestionnaireVersion, on_delete=models.CASCADE, related_name="counts")
    step = models.CharField(max_length=40)
    day = models.DateField()
    shown = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("version", "step", "day"), name="one_count_a_step_and_day"),)

    def __str__(self) -> str:
        return f"{self.step} on {self.day}"
