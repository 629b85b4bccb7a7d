"""Editions under way and made, their transitions and approvals, reviewers' links, remarks, answers and Word files."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placewright.records.edition import EditionKind
from placewright.web.strategy.co_design.states import PUBLIC, ReviewerRole, State
from placewright.web.strategy.models.base import SLUG
from placewright.web.strategy.models.builds import Build, BuildState, Evidence
from placewright.web.strategy.models.choice_words import labelled


def _person(**more: object) -> models.ForeignKey:  # type: ignore[type-arg]
    options: dict[str, object] = {"on_delete": models.SET_NULL, "null": True, "related_name": "+"} | more
    return models.ForeignKey(settings.AUTH_USER_MODEL, **options)  # type: ignore[arg-type, misc]


class EditionUnderWay(models.Model):
    """A version of the strategy on its way from first draft to publication; each state shows an edition of its own."""

    slug = models.CharField(_("id"), max_length=60, unique=True, validators=[SLUG])
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, db_index=True)
    parent = models.CharField(_("edition that it begins from"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = _person()

    class Meta:
        ordering = ("-opened_at", "-id")
        verbose_name = _("edition under way")
        verbose_name_plural = _("editions under way")

    def __str__(self) -> str:
        return self.title


class MadeEdition(models.Model):
    """An edition that was made: its record by `slug`, the build that it was made from, and its pages on disk.

    Its record, archive and pages never change. `check` is what the check found when it was made.
    """

    under_way = models.ForeignKey(EditionUnderWay, on_delete=models.PROTECT, related_name="made")
    slug = models.CharField(_("id"), max_length=120, unique=True, validators=[SLUG])
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=labelled(EditionKind))
    parent = models.CharField(_("edition that it follows"), max_length=120, blank=True)
    text = models.TextField(_("what is to be said of it"), blank=True)
    day = models.DateField(_("day"))
    build = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="editions")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="editions")
    state = models.CharField(max_length=20, choices=BuildState, default=BuildState.WAITING, db_index=True)
    progress = models.CharField(max_length=200, blank=True)
    trouble = models.JSONField(default=list)
    check_found = models.JSONField(default=dict)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = _person()
    ready_at = models.DateTimeField(null=True)
    public_since = models.DateTimeField(null=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return f"{self.title} ({self.slug})"

    @property
    def folder(self) -> Path:
        """Where its published files lie."""
        return Path(settings.DATA) / "editions" / self.slug

    @property
    def site(self) -> Path:
        """Its pages."""
        return self.folder / "site"

    @property
    def is_taken_over(self) -> bool:
        """Whether it was made elsewhere, so that its pages are computed again from its archive and held to its pins."""
        return "taken_over" in self.check_found

    @property
    def is_ready(self) -> bool:
        """Whether it was made."""
        return self.state == BuildState.READY

    @property
    def is_being_made(self) -> bool:
        """Whether it will be ready, or stopped, soon."""
        return self.state in (BuildState.WAITING, BuildState.RUNNING)

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.public_since is not None and self.withdrawn_at is None


class Transition(models.Model):
    """A step of an edition from one state to another; a wrong step is undone by another, with a reason."""

    under_way = models.ForeignKey(EditionUnderWay, on_delete=models.PROTECT, related_name="transitions")
    made = models.ForeignKey(MadeEdition, on_delete=models.PROTECT, null=True, related_name="transitions")
    before = models.CharField(_("from"), max_length=20, choices=State)
    after = models.CharField(_("to"), max_length=20, choices=State)
    at = models.DateTimeField(default=timezone.now)
    by = _person()
    note = models.TextField(_("note"))
    found = models.JSONField(default=list)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        ordering = ("-id",)
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")

    def __str__(self) -> str:
        return f"{self.under_way.slug}: {self.before} -> {self.after}"

    @property
    def is_undo(self) -> bool:
        """Whether it takes another back."""
        return self.undoes_id is not None

    @property
    def makes_public(self) -> bool:
        """Whether it made the edition's page public."""
        return not self.is_undo and self.after in PUBLIC


class ReviewerLink(models.Model):
    """A private address by which somebody outside the team reads an edition and says what they think of it.

    The address itself is not kept, only its digest: whoever reads the database cannot open it.
    """

    digest = models.CharField(max_length=64, unique=True)
    made = models.ForeignKey(MadeEdition, on_delete=models.PROTECT, related_name="links")
    name = models.CharField(_("who it is for"), max_length=120)
    organisation = models.CharField(_("organisation"), max_length=160)
    role = models.CharField(_("role"), max_length=20, choices=ReviewerRole)
    until = models.DateTimeField(_("until"))
    may_comment = models.BooleanField(_("may comment"), default=True)
    may_propose = models.BooleanField(_("may propose words"), default=True)
    may_agree = models.BooleanField(_("may agree or object"), default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = _person()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = _person()
    first_opened = models.DateTimeField(null=True)
    last_opened = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("reviewer's link")
        verbose_name_plural = _("reviewers' links")

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"

    @property
    def is_open(self) -> bool:
        """Whether it can be used."""
        return self.revoked_at is None and self.until > timezone.now()


class RemarkKind(models.TextChoices):
    """What kind of thing was said."""

    COMMENT = "comment", _("Comment")
    PROPOSAL = "proposal", _("Other words")
    AGREEMENT = "agreement", _("Agrees")
    OBJECTION = "objection", _("Objects")


class Outcome(models.TextChoices):
    """How the team answered."""

    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Partly accepted")
    DECLINED = "declined", _("Declined")
    NOTED = "noted", _("Noted")


class WordFile(models.Model):
    """A Word file that was brought back: its digest, and what was found in it."""

    made = models.ForeignKey(MadeEdition, on_delete=models.PROTECT, related_name="word_files")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    by = _person()
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    unmatched = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("Word file")
        verbose_name_plural = _("Word files")

    def __str__(self) -> str:
        return self.name


class Remark(models.Model):
    """What a reviewer said of an edition, of a chapter, or of a paragraph; it is never changed.

    The paragraph is named by chapter, number and fingerprint, with its words as they were, so that it is found again.
    `number` 0 means the chapter as a whole; an empty `chapter` the edition as a whole, or, where it came from a Word
    file, that its place was not found. `key` makes that nothing from Word is added twice.
    """

    made = models.ForeignKey(MadeEdition, on_delete=models.PROTECT, related_name="remarks")
    link = models.ForeignKey(ReviewerLink, on_delete=models.PROTECT, null=True, related_name="remarks")
    word_file = models.ForeignKey(WordFile, on_delete=models.PROTECT, null=True, related_name="remarks")
    reply_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    kind = models.CharField(max_length=20, choices=RemarkKind, db_index=True)
    chapter = models.CharField(max_length=120, blank=True, db_index=True)
    number = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, blank=True)
    words = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    proposed = models.TextField(blank=True)
    text = models.TextField(blank=True)
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField(default=timezone.now)
    added_at = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("made", "key"), name="said_once"),)
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_verified(self) -> bool:
        """Whether it came by a reviewer's own link; a name in a Word file is only what the file says."""
        return self.link_id is not None

    @property
    def wants_answer(self) -> bool:
        """Whether the team owes an answer; who agrees is owed none."""
        return self.kind != RemarkKind.AGREEMENT

    @property
    def is_placed(self) -> bool:
        """Whether it is known what it is about."""
        return bool(self.chapter) or self.word_file_id is None


class Answer(models.Model):
    """What the team answered; a later answer stands in place of an earlier one, which is kept."""

    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=20, choices=Outcome)
    why = models.TextField(_("why"))
    at = models.DateTimeField(default=timezone.now)
    by = _person()
    applied = models.BooleanField(default=False)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"{self.outcome} {self.remark_id}"


class Approval(models.Model):
    """That a body approved an edition: by a reviewer's own link, or as somebody of the team recorded it."""

    made = models.ForeignKey(MadeEdition, on_delete=models.PROTECT, related_name="approvals")
    role = models.CharField(_("as"), max_length=20, choices=ReviewerRole)
    name = models.CharField(_("who"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=160)
    note = models.TextField(_("where it is written"), blank=True)
    at = models.DateTimeField(default=timezone.now)
    link = models.ForeignKey(ReviewerLink, on_delete=models.PROTECT, null=True, related_name="approvals")
    by = _person()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"
