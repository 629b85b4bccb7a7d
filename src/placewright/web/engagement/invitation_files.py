"""Contacts of a list as somebody sends them, and invitations as letters, mail merge and squares to scan."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placewright.core.csv_cells import plain_cell
from placewright.web.engagement.tables_in import RowTrouble, SentTable

FIELDS = {
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "organisation": gettext_lazy("Organisation"),
    "address": gettext_lazy("Postal address (several columns are joined)"),
    "stratum": gettext_lazy("Stratum"),
    "cluster": gettext_lazy("Cluster"),
    "base_weight": gettext_lazy("Design weight"),
}
_GUESSES = {
    "name": ("name", "full name", "contact", "contact name"),
    "email": ("email", "e-mail", "email address", "e-mail address"),
    "organisation": ("organisation", "organization", "company", "business", "firm", "company name", "business name"),
    "address": (
        "address",
        "address 1",
        "address 2",
        "address line 1",
        "address line 2",
        "town",
        "postcode",
        "post code",
    ),
    "stratum": ("stratum", "strata"),
    "cluster": ("cluster", "psu"),
    "base_weight": ("weight", "base weight", "design weight", "base_weight"),
}
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


@dataclass(frozen=True, slots=True)
class Contact:
    """One unit of the sample, or one address of a list."""

    name: str = ""
    email: str = ""
    organisation: str = ""
    address: str = ""
    stratum: str = ""
    cluster: str = ""
    base_weight: float | None = None


def guessed_fields(columns: Iterable[str]) -> dict[str, str]:
    """For each column the field that its name speaks of; empty where it speaks of none."""
    found = {}
    for column in columns:
        plain = " ".join(column.casefold().replace("_", " ").split())
        found[column] = next((field for field, names in _GUESSES.items() if plain in names), "")
    return found


def contacts_in(table: SentTable, fields: Mapping[str, str]) -> tuple[list[Contact], list[RowTrouble]]:
    """The contacts of a table under a mapping of its columns, and what is wrong with its rows."""
    contacts: list[Contact] = []
    troubles: list[RowTrouble] = []
    seen: dict[str, int] = {}
    for number, cells in table.rows:
        values: dict[str, list[str]] = {}
        at: dict[str, str] = {}
        for column, cell in zip(table.columns, cells, strict=True):
            field = fields.get(column, "")
            if field and cell:
                values.setdefault(field, []).append(cell)
                at.setdefault(field, column)
        before = len(troubles)
        email = values.get("email", [""])[0]
        if email and not _EMAIL.fullmatch(email):
            fix = _("This is no e-mail address. Write one, or leave the cell empty.")
            troubles.append(RowTrouble(table.name, number, at["email"], fix))
        if email and email.casefold() in seen:
            what = _("Row %(row)s has this address too. Leave one of them out.") % {"row": seen[email.casefold()]}
            troubles.append(RowTrouble(table.name, number, at["email"], what))
        if not email and not values.get("address"):
            what = _("It has neither an e-mail address nor a postal address. Give one of them.")
            troubles.append(RowTrouble(table.name, number, "", what))
        weight = _weight(values.get("base_weight", [""])[0])
        if "base_weight" in values and weight is None:
            what = _("A design weight is a number above 0, such as 12.5.")
            troubles.append(RowTrouble(table.name, number, at["base_weight"], what))
        if len(troubles) > before:
            continue
        if email:
            seen[email.casefold()] = number
        contacts.append(_contact(values, weight))
    return contacts, troubles


def mail_merge(rows: Iterable[tuple[int, Mapping[str, str], str]], address: str) -> str:
    """Invitations as CSV for a word processor: number, contact, link and code."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["number", "name", "organisation", "address", "email", "link", "code"])
    for number, contact, token in rows:
        held = [contact.get(key, "") for key in ("name", "organisation", "address", "email")]
        writer.writerow([number, *map(plain_cell, held), link_of(address, token), token])
    return out.getvalue()


def link_of(address: str, token: str) -> str:
    """The address under which one invitation is answered."""
    return f"{address}/have-your-say/invitation/{token}/"


def filled_text(text: str, contact: Mapping[str, str], link: str, token: str) -> str:
    """A text with `{name}`, `{organisation}`, `{link}` and `{code}` filled in; nothing else in braces is touched."""
    words = {
        "name": contact.get("name", "") or contact.get("organisation", ""),
        "organisation": contact.get("organisation", ""),
        "link": link,
        "code": token,
    }
    return re.sub(r"\{(name|organisation|link|code)\}", lambda found: words[found[1]], text)


def missing_in_text(text: str) -> Sequence[str]:
    """What a text must hold and does not: without the link nobody can answer."""
    return () if "{link}" in text else ("{link}",)


def _contact(values: Mapping[str, list[str]], weight: float | None) -> Contact:
    def first(field: str, most: int) -> str:
        return values.get(field, [""])[0][:most]

    return Contact(
        first("name", 200),
        first("email", 254),
        first("organisation", 200),
        "\n".join(values.get("address", []))[:500],
        first("stratum", 80),
        first("cluster", 80),
        weight,
    )


def _weight(text: str) -> float | None:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return value if 0 < value < 1e12 else None
