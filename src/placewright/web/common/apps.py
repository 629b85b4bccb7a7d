"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig

from placewright.core.words import speak


class CommonConfig(AppConfig):
    """What every app uses: the event log, access, middleware and the frame of pages."""

    name = "placewright.web.common"
    label = "common"

    def ready(self) -> None:
        """Have the fixed words of the shared templates and lists said in the language of whoever asks."""
        from django.conf import settings
        from django.utils.translation import get_language, gettext, ngettext, override

        speak(gettext, ngettext, lambda: get_language() or "", lambda: override(settings.LANGUAGE_CODE))
