"""Translations side by side: every text with its words in another language, and which of them are missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf.locale import LANG_INFO
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from placewright.questionnaires.flow import piped_codes
from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.texts import languages, texts, untranslated
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.builder_saving import save_edit
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.services.questionnaires import working_version

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONGEST = 5_000
_KNOWN: Mapping[str, Mapping[str, Any]] = {
    code: info for code, info in sorted(LANG_INFO.items()) if "name_local" in info
}
"""The languages that have a name here."""


@require_http_methods(["GET", "HEAD", "POST"])
def all_languages(request: HttpRequest, slug: str) -> HttpResponse:
    """The languages, how far each is, and one more."""
    instrument = run_instrument(request, slug)
    version = working_version(instrument)
    asked = version.questionnaire
    if request.method == "POST":
        language = _code_of(request.POST.get("language", ""))
        if not _LANGUAGE.fullmatch(language) or language == asked.language:
            messages.error(request, _("Write the name or the code of another language, such as Welsh, Cymraeg or cy."))
        else:
            return redirect("engagement_language", slug, language)
    own = len(texts(asked))
    offered = languages(asked)
    rows = [(one, language_name(one), own - len(untranslated(asked, one)), own, one in offered) for one in asked.texts]
    known = [
        (code, f"{language_name(code)} ({_(info['name'])})") for code, info in _KNOWN.items() if code != asked.language
    ]
    more = {"version": version, "own": language_name(asked.language), "rows": rows, "known": known}
    return part_page(request, instrument, "languages", more)


@require_http_methods(["GET", "HEAD", "POST"])
def one_language(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Every text beside its translation."""
    instrument = run_instrument(request, slug)
    version = working_version(instrument)
    asked = version.questionnaire
    if not _LANGUAGE.fullmatch(language) or language == asked.language:
        raise Http404
    if request.method == "POST":
        given = {path: request.POST.get(f"t-{path}", "").strip()[:_LONGEST] for path in texts(asked)}

        def edit(now: Questionnaire) -> Questionnaire:
            return _with_words(now, language, given)

        if save_edit(request, instrument, edit, _("Translated into %(language)s") % {"language": language}):
            messages.success(request, _("It is kept."))
            return redirect("engagement_language", slug, language)
    words = asked.texts.get(language, {})
    lines = [
        {
            "path": path,
            "own": text,
            "words": words.get(path, ""),
            "is_missing": not words.get(path, "").strip(),
            "wrong": _wrong(text, words.get(path, "")),
            "is_long": len(text) > 80 or "\n" in text,
        }
        for path, text in texts(asked).items()
    ]
    more: dict[str, Any] = {
        "version": version,
        "language": language,
        "name": language_name(language),
        "own": language_name(asked.language),
        "own_code": asked.language,
        "lines": lines,
        "missing": sum(1 for line in lines if line["is_missing"]),
    }
    return part_page(request, instrument, "language", more)


def language_name(code: str) -> str:
    """A language by its own name; its code where that is not known."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def _code_of(said: str) -> str:
    """The code of a language that is named in English, in itself or by its code; what was said where none is known."""
    said = said.strip()
    for code, info in _KNOWN.items():
        if said.casefold() in {code.casefold(), info["name"].casefold(), info["name_local"].casefold()}:
            return code
    return said


def _with_words(asked: Questionnaire, language: str, given: Mapping[str, str]) -> Questionnaire:
    words = {path: text for path, text in given.items() if text}
    held = {**asked.texts, language: words} if words else {k: v for k, v in asked.texts.items() if k != language}
    return replace(asked, texts=held)


def _wrong(own: str, words: str) -> str:
    """What a translation takes up that the text does not, or the other way round."""
    if words and set(piped_codes(own)) != set(piped_codes(words)):
        return _("It does not take up the same answers in double braces.")
    return ""
