"""Every write to accounts."""

from placewright.web.accounts.services.links import (
    LinkGone,
    accept_link,
    first_administrator_link,
)
from placewright.web.accounts.services.synchronising import synchronise_roles

__all__ = ["LinkGone", "accept_link", "first_administrator_link", "synchronise_roles"]
