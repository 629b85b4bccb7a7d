"""Every write to accounts."""

from placewright.web.accounts.services.links import LinkGone, accept_link, first_administrator_link
from placewright.web.accounts.services.people import (
    NotPossible,
    add_organisation,
    add_team,
    change_person,
    close,
    invite,
    invite_again,
    remove,
    rename,
    reopen,
    revoke,
    sign_in_link,
    sign_out_everywhere,
    take_second_factor_away,
)
from placewright.web.accounts.services.sessions import end_all_sessions, sign_out_device
from placewright.web.accounts.services.synchronising import synchronise_roles

__all__ = [
    "LinkGone",
    "NotPossible",
    "accept_link",
    "add_organisation",
    "add_team",
    "change_person",
    "close",
    "end_all_sessions",
    "first_administrator_link",
    "invite",
    "invite_again",
    "remove",
    "rename",
    "reopen",
    "revoke",
    "sign_in_link",
    "sign_out_device",
    "sign_out_everywhere",
    "synchronise_roles",
    "take_second_factor_away",
]
