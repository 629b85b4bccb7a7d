"""Figures of readings in the team's templates, as they are written on public pages."""

from __future__ import annotations

from django import template

from placewright.web.delivery.rules import Written

register = template.Library()


@register.filter
def figure(value: object) -> str:
    """A value as pages write it, `3,859` and not `3859.0`; nothing where there is none."""
    return Written().said(value) if isinstance(value, int | float) else ""
