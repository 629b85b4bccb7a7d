"""What every page of Wagtail's administration carries, so that it works under its policy for content."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from placewright.web.common.policy import page_nonce


@hooks.register("insert_global_admin_js")
def under_the_policy() -> str:
    """The script that gives styles the nonce of the page, where Wagtail's scripts write them."""
    return format_html('<script src="{}" nonce="{}"></script>', static("common/under_the_policy.js"), page_nonce())


@hooks.register("insert_global_admin_js")
def phone_tables() -> str:
    """The script that lets the team's tables be read on a phone."""
    return format_html('<script src="{}" nonce="{}"></script>', static("common/phone_tables.js"), page_nonce())


@hooks.register("insert_global_admin_js")
def named_fields() -> str:
    """The script that names the fields that Wagtail's scripts make without a label."""
    return format_html('<script src="{}" nonce="{}"></script>', static("common/named_fields.js"), page_nonce())


@hooks.register("insert_global_admin_js")
def unsent() -> str:
    """The script that asks before a page is left on which something was written and not sent."""
    return format_html('<script src="{}" nonce="{}"></script>', static("common/unsent.js"), page_nonce())
