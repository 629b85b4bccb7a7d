"""What the public is told when it is shown another build: counts of what differs, kept with the switch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placewright.build import words_file
from placewright.core.errors import BadRecord
from placewright.records.verdict import BROKEN, Mark

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
        "caveats": _caveats_between(_read(before / _CLAIMS), _read(after / _CLAIMS)),
    }
    return {name: count for name, count in counts.items() if count}


def chapters_between(before: Path | None, after: Path) -> dict[str, dict[str, int]]:
    """What differs in each chapter between two outputs: paragraphs that read otherwise, claims with another verdict.

    A chapter that is new counts as `new`; one that does not differ is left out.
    """
    old, new = paragraphs_of(before) if before else {}, paragraphs_of(after)
    was, now = claims_of(before) if before else {}, claims_of(after)
    found = {}
    for id, chapter in new.items():
        if id not in old:
            found[id] = {"new": 1}
            continue
        counts = {
            "paragraphs": max(len(chapter.texts - old[id].texts), len(old[id].texts - chapter.texts)),
            "turned": sum(
                claim in was and claim in now and was[claim]["verdict"] != now[claim]["verdict"]
                for claim in chapter.claims
            ),
        }
        if kept := {name: count for name, count in counts.items() if count}:
            found[id] = kept
    return found


def chapter_changes_in_words(counts: Mapping[str, int]) -> str:
    """The counts of one chapter in a sentence."""
    if counts.get("new"):
        return _("The chapter was published.")
    said = {
        "paragraphs": ngettext(
            "%(n)s paragraph reads differently", "%(n)s paragraphs read differently", counts.get("paragraphs", 0)
        ),
        "turned": ngettext(
            "%(n)s claim has another verdict", "%(n)s claims have another verdict", counts.get("turned", 0)
        ),
    }
    return f"{', '.join(words % {'n': counts[name]} for name, words in said.items() if counts.get(name))}."


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """What a chapter says: the words of its paragraphs, and the claims that stand among them."""

    texts: frozenset[str]
    claims: frozenset[str]


def paragraphs_of(out: Path) -> dict[str, Paragraphs]:
    """The chapters that a build made, by id, as `words.json` has them; none where it has none.

    Raises:
        BadRecord: the file is damaged.
    """
    found = {}
    for chapter in _read(out / words_file.FILE).get("chapters", ()):
        pieces = [source for one in chapter["paragraphs"] for source, _words in one["pieces"]]
        claims = frozenset(name.partition(":")[2].partition(".")[0] for name in pieces if name.startswith("claim:"))
        found[chapter["id"]] = Paragraphs(frozenset(one["text"] for one in chapter["paragraphs"]), claims)
    return found


def broken_between(before: Path | None, after: Path) -> list[dict[str, str]]:
    """The claims that are whole in one output and broken in the other, but for those that a waiver lets pass."""
    old = claims_of(before) if before else {}
    return [
        {
            "id": id,
            "title": now["title"],
            "before": old[id]["verdict"],
            "after": now["verdict"],
            "sentence": now["text"],
        }
        for id, now in claims_of(after).items()
        if id in old
        and now["verdict"] in BROKEN
        and old[id]["verdict"] not in BROKEN
        and Mark.WAIVED not in now["marks"]
    ]


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
    said["caveats"] = ngettext(
        "%(n)s known trouble of the data was added, changed or removed",
        "%(n)s known troubles of the data were added, changed or removed",
        counts.get("caveats", 0),
    )
    parts = [words % {"n": counts[name]} for name, words in said.items() if counts.get(name)]
    if not parts:
        return _("No claim and no figure differs; words or pages beside them do.")
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _caveats_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> int:
    """How many caveats differ; none where one of the two was made by a program that did not tell of them."""
    if "caveats" not in old or "caveats" not in new:
        return 0
    before, after = ({id: words for id, words in one["caveats"].items() if "." not in id} for one in (old, new))
    return sum(before.get(id) != after.get(id) for id in {*before, *after})


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
    return {claim["id"]: claim for claim in _read(out / _CLAIMS).get("claims", ())}


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        what = _("What a build says of itself cannot be read.")
        raise BadRecord(what, where=str(path), fix=_("Build again.")) from error
    return content
