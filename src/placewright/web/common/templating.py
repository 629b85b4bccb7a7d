"""The one set of templates, as Django renders it: the publisher's environment with addresses, translation and forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template import engines
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import json_script
from django.utils.timesince import timesince
from jinja2 import ChoiceLoader, Environment, StrictUndefined

from placewright.core.differences import word_differences
from placewright.publish import render

_USUAL: Mapping[str, Any] = {"section": "", "trail": (), "has_charts": False}
"""What the frame of a page says of a page that says nothing of itself."""


def environment(**options: Any) -> Environment:
    """The publisher's environment, which finds the templates of the web application first."""
    shared = render.environment()
    folders = options.pop("loader")
    options |= {
        "loader": ChoiceLoader([folders, shared.loader]) if shared.loader else folders,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
        "extensions": ["jinja2.ext.i18n"],
    }
    env = Environment(**options)  # noqa: S701 - Django sets autoescape
    env.filters |= shared.filters
    env.globals |= shared.globals
    env.filters |= {"moment": moment, "since": timesince, "date_words": date_words, "json_script": json_script}
    env.globals |= {"url": _url, "static": static, "difference": word_differences, **_USUAL}
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    return env


def fragment(template: str, context: Mapping[str, Any]) -> str:
    """A piece of a page, without what the frame of a whole page asks for."""
    engine: Any = engines["jinja2"]
    return str(engine.env.get_template(template).render(**context))


def moment(value: Any) -> str:
    """A moment in the time zone of the site: 7 May 2026, 14:05."""
    return date_format(timezone.localtime(value), "j F Y, H:i") if value else ""


def date_words(value: Any) -> str:
    """A day: 7 May 2026."""
    return date_format(value, "j F Y") if value else ""


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
