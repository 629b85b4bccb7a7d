"""Surveys and consultations in the team's menu, and the addresses where they are made."""

from __future__ import annotations

from typing import Any

from django.urls import path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.menu import ItemFor
from placewright.web.engagement import (
    builder_bank_views,
    builder_file_views,
    builder_language_views,
    builder_outline_views,
    builder_preview_views,
    builder_question_views,
    builder_rule_views,
    builder_version_views,
    builder_views,
)


@hooks.register("register_admin_urls")
def builder_addresses() -> list[Any]:
    """The list, a new one, one of them, and its questions."""
    return [
        path("engagement/", builder_views.instruments, name="engagement"),
        path("engagement/new/", builder_views.new_instrument, name="engagement_new"),
        path("engagement/<slug:slug>/", builder_views.instrument, name="engagement_instrument"),
        path("engagement/<slug:slug>/questions/", builder_outline_views.questions, name="engagement_questions"),
        path("engagement/<slug:slug>/questions/saves/", builder_outline_views.saves, name="engagement_saves"),
        path(
            "engagement/<slug:slug>/questions/one/<slug:code>/",
            builder_question_views.question,
            name="engagement_question",
        ),
        path(
            "engagement/<slug:slug>/questions/part/<slug:kind>/<slug:code>/",
            builder_question_views.part,
            name="engagement_part",
        ),
        path(
            "engagement/<slug:slug>/questions/rule/<slug:kind>/<slug:code>/",
            builder_rule_views.rule,
            name="engagement_rule",
        ),
        path("engagement/<slug:slug>/questions/banks/<slug:group>/", builder_bank_views.banks, name="engagement_banks"),
        path("engagement/<slug:slug>/questions/brought/", builder_file_views.brought, name="engagement_brought"),
        path("engagement/<slug:slug>/languages/", builder_language_views.all_languages, name="engagement_languages"),
        path(
            "engagement/<slug:slug>/languages/<slug:language>/",
            builder_language_views.one_language,
            name="engagement_language",
        ),
        path("engagement/<slug:slug>/versions/", builder_version_views.versions, name="engagement_versions"),
        path("engagement/<slug:slug>/preview/", builder_preview_views.preview, name="engagement_preview"),
        path("engagement/<slug:slug>/preview/screen/", builder_preview_views.screen, name="engagement_preview_screen"),
        re_path(
            r"^engagement/(?P<slug>[a-z0-9-]{1,60})/questionnaire\.(?P<form>toml|xlsx|pdf|docx)$",
            builder_file_views.questionnaire_file,
            name="engagement_questionnaire_file",
        ),
    ]


@hooks.register("register_admin_menu_item")
def engagement_item() -> MenuItem:
    """An entry in the menu."""
    return ItemFor(May.SEE_TEAM, _("Surveys"), reverse("engagement"), name="engagement", icon_name="comment", order=240)
