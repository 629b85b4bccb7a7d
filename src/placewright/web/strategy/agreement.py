"""Database and folder as they last agreed, and what was changed here since that an import would lose."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Protocol

from placewright.build.archives import exchange_of
from placewright.core.errors import PlacewrightError
from placewright.web.accounts.models import Account
from placewright.web.strategy.evidence_beside import EvidenceBeside
from placewright.web.strategy.models.exchanges import Exchange, Way

EVIDENCE = "figures/, datasets/ and the other files that are no records"
"""What a conflict of the evidence is called where records are called by their files."""

_NAMED = 5
"""Files of one folder that a message names one by one."""


class NotAFastForward(PlacewrightError):
    """A folder that lacks what was written here since the two last agreed."""


class Both(Protocol):
    """The texts of records' files here and in a folder, and what would become of the evidence."""

    @property
    def folder(self) -> Path:
        """The folder."""
        ...

    @property
    def ours(self) -> Mapping[str, str]:
        """Here, by path."""
        ...

    @property
    def theirs(self) -> Mapping[str, str]:
        """There, by path."""
        ...

    @property
    def evidence(self) -> EvidenceBeside:
        """The evidence of the folder beside the newest here."""
        ...


def remember_agreement(files: Mapping[str, str], evidence: str, *, way: Way, by: Account | None = None) -> Exchange:
    """Remember what the records' files hold and which evidence there is, now that database and folder agree."""
    digests = {path: digest_of(text) for path, text in files.items()}
    last = Exchange.objects.first()
    if last and way is Way.FOLDER and (last.way, last.files, last.evidence) == (way, digests, evidence):
        return last
    return Exchange.objects.create(files=digests, evidence=evidence, way=way, by=by)


def base_of(folder: Path) -> Exchange | None:
    """The exchange that a folder comes from; where it names none, the last time that a folder was taken over."""
    if token := exchange_of(folder):
        return Exchange.objects.filter(token=token).first()
    return Exchange.objects.filter(way=Way.FOLDER).first()


def conflicts(both: Both) -> list[str]:
    """The files of records that were changed here since, and that the folder does not hold as they are here."""
    base = base_of(both.folder)
    agreed = dict(base.files) if base else {}
    found = []
    for path in sorted({*both.ours, *agreed}):
        mine = digest_of(both.ours[path]) if path in both.ours else ""
        if mine != agreed.get(path, "") and both.ours.get(path) != both.theirs.get(path):
            found.append(path)
    if both.evidence.is_conflict:
        found.append(EVIDENCE)
    return found


def refuse_conflicts(both: Both) -> None:
    """Go on where the folder loses nothing that was done here.

    Raises:
        NotAFastForward: it would; the message names the first files and how to go on.
    """
    found = conflicts(both)
    if found:
        raise NotAFastForward(
            f"{_in_brief(found)} changed here since the folder was last exchanged.",
            fix="Export from here first, bring the changes together in the folder, and import again.",
        )


def _in_brief(paths: Sequence[str]) -> str:
    """The paths where they are few; of each folder of many how many there are, and the first.

    >>> _in_brief(["claims/a.md", *(f"summaries/{at:02}.toml" for at in range(90))])
    'claims/a.md and 90 files of summaries/ (summaries/00.toml, ...)'
    """
    said = []
    for folder, held in groupby(paths, lambda path: path.partition("/")[0]):
        files = list(held)
        is_many = len(files) > _NAMED
        said += [f"{len(files)} files of {folder}/ ({files[0]}, ...)"] if is_many else files
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def digest_of(text: str) -> str:
    """The sha256 of a record's file."""
    return hashlib.sha256(text.encode()).hexdigest()
