"""Every state in which a questionnaire was saved, so that each can be gone back to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from placewright.web.common.fields import OrderedJSONField
from placewright.web.engagement.models.instruments import QuestionnaireVersion


class QuestionnaireSave(models.Model):
    """One saved state of a version. `before` is the number of the state that it was made from; 0 for the first."""

    version = models.ForeignKey(QuestionnaireVersion, on_delete=models.CASCADE, related_name="saves")
    number = models.PositiveIntegerField()
    before = models.PositiveIntegerField(default=0)
    definition = OrderedJSONField()
    what = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("version_id", "number")
        constraints = (models.UniqueConstraint(fields=("version", "number"), name="one_save_a_number"),)
        verbose_name = _("saved state of a questionnaire")
        verbose_name_plural = _("saved states of questionnaires")

    def __str__(self) -> str:
        return f"{self.version_id}, {self.number}"
