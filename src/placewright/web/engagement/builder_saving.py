"""Saving what the builder changed, with what is said where it cannot be saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpRequest

from placewright.core.errors import PlacewrightError
from placewright.questionnaires.model import Questionnaire
from placewright.web.accounts.models import Account
from placewright.web.engagement.models import Instrument
from placewright.web.engagement.services.questionnaires import change_questionnaire, working_version


def save_edit(
    request: HttpRequest, instrument: Instrument, edit: Callable[[Questionnaire], Questionnaire], what: str
) -> bool:
    """Save the questionnaire with an edit; whether that was possible. Otherwise a message says why not."""
    try:
        changed = edit(working_version(instrument).questionnaire)
        seen = request.POST.get("seen", "")
        change_questionnaire(instrument, changed, seen=seen, what=what, by=cast(Account, request.user))
    except PlacewrightError as error:
        messages.error(request, str(error))
        return False
    return True
