"""The reference page on roles, written from the table of capabilities."""

from __future__ import annotations

from django.utils import translation

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.roles import CAPABILITIES, Role
from placewright.web.accounts.second_factor import GUARDED

_HEAD = """# Roles

Written from `roles.CAPABILITIES` by `python tools/make_roles_reference.py`; a test holds the two against each other.
Roles add up. A capability with a star needs a second step when signing in.

"""


def roles_page() -> str:
    """The page: a line for each capability, a column for each role."""
    with translation.override("en-gb"):
        lines = [
            "| may | " + " | ".join(str(role.label) for role in Role) + " |",
            "|---" * (len(Role) + 1) + "|",
        ]
        for one in May:
            star = " *" if one in GUARDED else ""
            marks = " | ".join("yes" if one in CAPABILITIES[role] else "" for role in Role)
            lines.append(f"| {one.label}{star} (`{one.permission}`) | {marks} |")
    return _HEAD + "\n".join(lines) + "\n"
