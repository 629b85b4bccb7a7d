"""Wagtail's page of one's own settings, without the first and last name that it asks for: an account has one name."""

from __future__ import annotations

from wagtail.admin.views.account import NameEmailSettingsPanel


def ask_for_no_other_names() -> None:
    """Leave the panel out; what was written there went nowhere, and had to be written before anything else was kept."""
    NameEmailSettingsPanel.is_active = _never


def _never(panel: NameEmailSettingsPanel) -> bool:
    return False
