"""What the public is told when it is shown another build: counts of what differs, kept with the switch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placewright.core.errors import BadRecord

_CLAIMS = "claims.json"


def changes_between(before: Path | None, after: Path) -> dict[str, int]:
    """How many claims came, went, turned or read differently, and how many figures moved, between two outputs."""
    old, new = claims_of(before) if before else {}, claims_of(after)
    if before is None:
        return {"claims": len(new)}
    both = old.keys() & new.keys()
    counts = {
        "added": len(new.keys() - old.keys()),
        "removed": len(old.keys() - new.keys()),
        "turned": sum(old[id]["verdict"] != new[id]["verdict"] for id in both),
        "figures": sum(_moved(old[id], new[id]) for id in both),
        "sentences": sum(old[id]["text"] != new[id]["text"] for id in both),
    }
    return {name: count for name, count in counts.items() if count}


def changes_in_words(counts: Mapping[str, int]) -> str:
    """The counts in a sentence; what is said where nothing that counts differs."""
    said = {
        "claims": ngettext(
            "%(n)s claim, each with its test", "%(n)s claims, each with its test", counts.get("claims", 0)
        ),
        "figures": ngettext("%(n)s figure moved", "%(n)s figures moved", counts.get("figures", 0)),
        "turned": ngettext(
            "%(n)s claim has another verdict", "%(n)s claims have another verdict", counts.get("turned", 0)
        ),
        "sentences": ngettext(
            "%(n)s claim reads differently", "%(n)s claims read differently", counts.get("sentences", 0)
        ),
        "added": ngettext("%(n)s claim was added", "%(n)s claims were added", counts.get("added", 0)),
        "removed": ngettext("%(n)s claim was taken out", "%(n)s claims were taken out", counts.get("removed", 0)),
    }
    parts = [words % {"n": counts[name]} for name, words in said.items() if counts.get(name)]
    if not parts:
        return _("No claim and no figure differs; words or pages beside them do.")
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _moved(old: Mapping[str, Any], new: Mapping[str, Any]) -> int:
    before = {figure["name"]: figure.get("value") for figure in old["figures"]}
    return sum(name in before and before[name] != value for name, value in _values(new).items())


def _values(claim: Mapping[str, Any]) -> dict[str, Any]:
    return {figure["name"]: figure.get("value") for figure in claim["figures"]}


def claims_of(out: Path) -> dict[str, dict[str, Any]]:
    """The claims that a build found, by id, as `claims.json` has them; none where it has none.

    Raises:
        BadRecord: the file is damaged.
    """
    try:
        content = json.loads((out / _CLAIMS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise BadRecord(_("The claims of a build cannot be read."), where=str(out), fix=_("Build again.")) from error
    return {claim["id"]: claim for claim in content["claims"]}
