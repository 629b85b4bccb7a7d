"""The nonce of the page that is being drawn, for templates that are given no request."""

from __future__ import annotations

from django import template

from placewright.web.common.policy import page_nonce

register = template.Library()


@register.simple_tag
def script_nonce() -> str:
    """The nonce that scripts of this page must carry; empty outside the administration."""
    return page_nonce()
