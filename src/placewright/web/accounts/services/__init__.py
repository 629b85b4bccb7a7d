"""Every write to accounts."""

from placewright.web.accounts.services.links import (
    LinkGone,
    accept_link,
    first_administrator_link,
)
from placewright.web.accounts.services.sessions import end_all_sessions, sign_out_device
from placewright.web.accounts.services.synchronising import synchronise_roles

__all__ = [
    "LinkGone",
    "accept_link",
    "end_all_sessions",
    "first_administrator_link",
    "sign_out_device",
    "synchronise_roles",
]
