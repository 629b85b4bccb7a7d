"""What every authored record has in the database: an id, drafts, history, locks, workflow and a place in the search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import DraftStateMixin, LockableMixin, Revision, RevisionMixin, WorkflowMixin
from wagtail.search import index

from placewright.web.common.fields import OrderedJSONField, one_line_end
from placewright.web.strategy.models.choice_words import labelled

SLUG = RegexValidator(r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("Use lower-case letters, digits and hyphens."))


class AuthoredRecord(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, models.Model):  # type: ignore[misc]
    """A record that people write. The row holds what is live; drafts are revisions of it.

    `kind` is the record's kind as in `kind:id`; its columns are the fields of that kind's dataclass, with `slug` for
    `id`. A test holds the two against each other.
    """

    kind: ClassVar[str]
    wagtail_reference_index_ignore: ClassVar[bool] = True  # links between records are the ledger's

    slug = models.CharField(_("id"), max_length=120, unique=True, validators=[SLUG])

    class Meta:
        abstract = True

    search_fields: ClassVar[Sequence[Any]] = [index.SearchField("slug"), index.AutocompleteField("slug")]

    def __str__(self) -> str:
        return str(getattr(self, "title", "") or getattr(self, "name", "") or self.slug)

    def clean(self) -> None:
        """Keep the lines of a text as files have them: a browser sends each with a carriage return."""
        super().clean()
        for column in self._meta.concrete_fields:
            text = getattr(self, column.attname)
            if isinstance(text, str):
                setattr(self, column.attname, one_line_end(text))

    def publish(self, revision: Revision, user: Any = None, **options: Any) -> None:
        """Make a revision live, whoever asks: editors, workflows, schedules; it passes the gate first.

        Raises:
            PublicationStopped: the ledger or the rules of prose stop it.
        """
        from placewright.web.strategy.services import publishing

        row = publishing.check_before_publishing(revision)
        with transaction.atomic():
            super().publish(revision, user=user, **options)
            publishing.after_publishing(row, by=user)

    def publish_among_others(self, revision: Revision, user: Any) -> None:
        """Make a revision live that has passed the gate together with others; see `services.together`."""
        super().publish(revision, user=user)

    def unpublish(
        self, set_expired: bool = False, commit: bool = True, user: Any = None, log_action: Any = True
    ) -> None:
        """Take the record back from the public.

        Raises:
            StillInUse: other live records rest on it.
        """
        from placewright.web.strategy.gate import refuse_in_use
        from placewright.web.strategy.services import publishing

        refuse_in_use(self)
        with transaction.atomic():
            action = UnpublishAction(self, set_expired=set_expired, commit=commit, user=user, log_action=log_action)
            action.execute(skip_permission_checks=True)  # views and services ask; records have no permissions of a page
            publishing.take_back(self, by=user)

    @property
    def reference(self) -> str:
        """The record as links name it, `kind:id`."""
        return f"{self.kind}:{self.slug}"


def line(label: Any, **more: Any) -> models.CharField[str, str]:
    """A column for a short text that may be empty."""
    options: dict[str, Any] = {"blank": True, "default": ""} | more
    return models.CharField(label, max_length=500, **options)


def words(label: Any, **more: Any) -> models.TextField[str, str]:
    """A column for a text of any length that may be empty."""
    options: dict[str, Any] = {"blank": True, "default": ""} | more
    return models.TextField(label, **options)


def choice(label: Any, kind: Any, **more: Any) -> models.CharField[str, str]:
    """A column for one of the words of a closed set."""
    return models.CharField(label, max_length=60, choices=labelled(kind), **more)


def listed(label: Any, **more: Any) -> OrderedJSONField:
    """A column for a list, empty by default."""
    options: dict[str, Any] = {"blank": True, "default": list} | more
    return OrderedJSONField(label, **options)


def table(label: Any, **more: Any) -> OrderedJSONField:
    """A column for a table of named values, empty by default."""
    options: dict[str, Any] = {"blank": True, "default": dict} | more
    return OrderedJSONField(label, **options)
