"""A new sealing key: what is sealed is sealed anew batch by batch, and everything opens at every moment."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model

from placewright.core.errors import PlacewrightError
from placewright.web.common.event_log import record_event
from placewright.web.engagement.held_uploads import (
    contacts_about,
    is_any_upload_stale,
    reseal_uploads,
    responses_about,
)
from placewright.web.engagement.identities import identity_about, opened_identity, parted, search_hashes
from placewright.web.engagement.models import Identity, Instrument, Invitation, SentFile
from placewright.web.engagement.sealing import (
    key_files,
    key_in,
    keys_folder,
    next_key_file,
    opens_with,
    seal_bytes,
    team_key,
    unseal_bytes,
)
from placewright.web.engagement.sent_files import file_about, name_about, reseal_file, sealed_file
from placewright.web.engagement.services.invitations import contact_about, contact_hashes, contact_of

_AT_ONCE = 200
FORGOTTEN_AFTER = 25 * 3600
"""A form that somebody began before may be sent in for half a day, and its sum was made with the older key."""

Progress = Callable[[str, int], None]


class CannotRotate(PlacewrightError):
    """Keys that cannot be rotated or forgotten now."""


@dataclass(frozen=True, slots=True)
class Resealed:
    """What was sealed anew, and the files of the newest key and of older ones."""

    contacts: int
    identities: int
    names: int
    files: int
    uploads: int
    newest: Path
    older: tuple[Path, ...]

    @property
    def number(self) -> int:
        """How many things in all."""
        return self.contacts + self.identities + self.names + self.files + self.uploads


@dataclass(frozen=True, slots=True)
class _Kind:
    """One table with a sealed column: what it is sealed under, and the hashes that go with it."""

    model: type[Model]
    column: str
    about: Callable[[Any], str]
    hashes: Callable[[Any], list[str]] | None = None


def rotate_keys(*, progress: Progress = lambda *_: None) -> Resealed:
    """Make a new key and seal everything with it; one that was broken off before is gone on with instead.

    New things are sealed with the new key from the moment its file is there, by running servers too. The others are
    sealed anew a batch at a time, each batch in one transaction, and old keys stay: stopped at any moment, everything
    opens, and running it again does what is left.

    Raises:
        CannotRotate: it is being done already.
        CannotOpen: something opens with none of the keys.
    """
    with _alone():
        is_broken_off = bool(key_files(keys_folder())) and _is_anything_stale()
        if not is_broken_off:
            key_in(next_key_file())
        contacts, identities, names = (_reseal(kind, progress) for kind in _KINDS)
        files = 0
        for digest in _digests():
            files += reseal_file(digest)
            progress("files", files)
        uploads = reseal_uploads(_abouts())
        newest, *older = key_files(keys_folder())
        made = Resealed(contacts, identities, names, files, uploads, newest, tuple(older))
        record_event("rotated the sealing key of", "installation", newest.name, note=f"{made.number} sealed anew")
        return made


def forget_old_keys(*, now: float | None = None) -> tuple[str, ...]:
    """Remove the keys that open nothing here any more; their names. Copies taken before need them, so keep those apart.

    Raises:
        CannotRotate: something still needs an old key, or the newest is younger than 25 hours.
    """
    with _alone():
        newest, *older = key_files(keys_folder()) or (None,)
        if newest is None or not older:
            return ()
        if (time.time() if now is None else now) - newest.stat().st_mtime < FORGOTTEN_AFTER:
            fix = "Wait until 25 hours after the rotation: forms that were begun before may need an old key."
            raise CannotRotate("The newest key is too young.", where=newest.name, fix=fix)
        if _is_anything_stale():
            raise CannotRotate("Something here still needs an old key.", fix="Rotate first, which seals it anew.")
        for path in older:
            path.unlink()
        names = tuple(path.name for path in older)
        record_event("forgot sealing keys of", "installation", newest.name, note=", ".join(names))
        return names


def unopened(folder: Path) -> int:
    """How many names, addresses and contacts no key in the folder opens; keys are looked for and never made."""
    keys = [path.read_bytes() for path in key_files(folder)]
    return sum(
        not any(opens_with(key, sealed, about=kind.about(row)) for key in keys)
        for kind in _KINDS
        for row in _rows(kind)
        if (sealed := bytes(getattr(row, kind.column)))
    )


def _reseal(kind: _Kind, progress: Progress) -> int:
    last, done = 0, 0
    while True:
        with transaction.atomic():
            rows = list(kind.model._base_manager.select_for_update().filter(pk__gt=last).order_by("pk")[:_AT_ONCE])
            if not rows:
                return done
            changed = [row for row in rows if _needs(kind, row)]
            for row in changed:
                about = kind.about(row)
                if kind.hashes is not None:
                    row.search_hashes = kind.hashes(row)  # type: ignore[attr-defined]
                setattr(row, kind.column, seal_bytes(unseal_bytes(getattr(row, kind.column), about=about), about=about))
            columns = [kind.column, *(["search_hashes"] if kind.hashes else [])]
            kind.model._base_manager.bulk_update(changed, columns)  # type: ignore[arg-type]
        last, done = rows[-1].pk, done + len(changed)
        progress(kind.model._meta.model_name or "", done)


def _needs(kind: _Kind, row: Any) -> bool:
    """Whether a row holds something that the newest key does not open; what was removed holds nothing."""
    sealed = bytes(getattr(row, kind.column))
    return bool(sealed) and not opens_with(team_key(), sealed, about=kind.about(row))


def _is_anything_stale() -> bool:
    """Whether anything is sealed with another key than the newest."""
    rows = any(_needs(kind, row) for kind in _KINDS for row in _rows(kind))
    return rows or any(_stale_files()) or is_any_upload_stale(_abouts())


def _rows(kind: _Kind) -> Iterator[Any]:
    rows = kind.model._base_manager.select_related("response") if kind.model is Identity else kind.model._base_manager
    return rows.iterator(chunk_size=_AT_ONCE)


def _stale_files() -> Iterator[bool]:
    for digest in _digests():
        sealed = sealed_file(digest)
        yield sealed is not None and not opens_with(team_key(), sealed, about=file_about(digest))


def _abouts() -> Iterator[str]:
    """Everything under which files of contacts and of responses may wait to be taken in."""
    for slug in Instrument.objects.order_by("slug").values_list("slug", flat=True):
        yield from (contacts_about(slug), responses_about(slug))


def _digests() -> Iterator[str]:
    return SentFile.objects.order_by("digest").values_list("digest", flat=True).distinct().iterator(chunk_size=_AT_ONCE)


def _identity_hashes(row: Identity) -> list[str]:
    response = row.response
    answers = opened_identity(response.reference, row)
    return search_hashes(parted(response.version.questionnaire, answers).searched)


def _contact_hashes(row: Invitation) -> list[str]:
    contact = contact_of(row)
    return contact_hashes(contact.get("email", ""), contact.get("name", ""))


_KINDS = (
    _Kind(Invitation, "sealed_contact", lambda row: contact_about(row.token_hash), _contact_hashes),
    _Kind(Identity, "sealed", lambda row: identity_about(row.response.reference), _identity_hashes),
    _Kind(SentFile, "sealed_name", lambda row: name_about(row.digest)),
)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold off another rotation; the lock goes with the process, however that ends."""
    folder = keys_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    opened = os.open(folder / ".rotating", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(opened)
        raise CannotRotate("Keys are being rotated already.", fix="Wait until that has ended.") from error
    try:
        yield
    finally:
        os.close(opened)
