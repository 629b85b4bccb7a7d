"""Files that respondents send: judged by what they hold, sealed on disk, and kept with the draft or the response."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from placewright.questionnaires.answers import Problem, Trouble
from placewright.questionnaires.model import Question, QuestionKind
from placewright.web.common.uploads import check_document, check_image
from placewright.web.engagement.asked import Asked
from placewright.web.engagement.models import Draft, Instrument, SentFile
from placewright.web.engagement.sealing import (
    CannotOpen,
    code_hash,
    opens_with,
    seal,
    seal_bytes,
    team_key,
    unseal,
    unseal_bytes,
)
from placewright.web.engagement.services.drafts import Held, keep_draft
from placewright.web.engagement.sitting import Sitting

LARGEST = 10 << 20
PICTURES = frozenset({"gif", "jpg", "jpeg", "png", "webp"})


def keep_uploads(
    request: HttpRequest,
    instrument: Instrument,
    asked: Asked,
    sitting: Sitting,
    held: Held,
    questions: Iterable[Question],
    sent: dict[str, list[str]],
) -> tuple[Problem, ...]:
    """Take the files that came with a screen into the draft, and put their digests among the fields that were sent.

    Gives what is wrong with those that were not taken; a file that was kept before stays then.
    """
    problems: list[Problem] = []
    for question in questions:
        if question.kind is not QuestionKind.FILE:
            continue
        code, own = question.code, file_names(sitting)
        given = sent.get(code, [""])[0]
        sent[code] = [given] if given in own and not sent.get(f"{code}.remove") else []
        file = request.FILES.get(f"{code}.upload")
        if file is None:
            continue
        try:
            _check(question, file)
        except ValidationError as error:
            problems.append(Problem(code, code, Trouble.BAD_FILE, {"why": " ".join(error.messages)}))
            continue
        keep_draft(instrument, asked, sitting, held)
        sent[code] = [_kept(sitting, question, file)]
    return tuple(problems)


def file_names(sitting: Sitting) -> dict[str, str]:
    """The names of a draft's files by digest; with those of the response that it corrects."""
    own = Q(draft__code_hash=code_hash(sitting.code))
    if sitting.corrects:
        own |= Q(response__reference=sitting.corrects)
    return names_of(SentFile.objects.filter(own))


def name_about(digest: str) -> str:
    """Under what the name of a file is sealed."""
    return f"name {digest}"


def file_about(digest: str) -> str:
    """Under what the content of a file is sealed."""
    return f"file {digest}"


def names_of(files: Iterable[SentFile]) -> dict[str, str]:
    """The names of files by digest."""
    return {file.digest: str(unseal(file.sealed_name, about=name_about(file.digest))["name"]) for file in files}


def file_content(file: SentFile) -> bytes:
    """What a file holds.

    Raises:
        CannotOpen: it is not on the disk, or no key opens it.
    """
    sealed = sealed_file(file.digest)
    if sealed is None:
        fix = _("Put back the folder engagement/files from a whole copy of this installation.")
        raise CannotOpen(_("The file is not on the disk."), where=file.digest, fix=fix)
    return unseal_bytes(sealed, about=file_about(file.digest))


def drop_unused_files() -> int:
    """Remove files on disk that no draft and no response has any more; how many."""
    used = set(SentFile.objects.values_list("digest", flat=True))
    gone = 0
    for path in _folder().glob("??/*"):
        if path.name not in used:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def reseal_file(digest: str) -> bool:
    """Seal a file anew where the newest key does not open it; whether that was needed. It is whole at every moment."""
    path, about = _path(digest), file_about(digest)
    if not path.is_file() or opens_with(team_key(), path.read_bytes(), about=about):
        return False
    _write(path, unseal_bytes(path.read_bytes(), about=about), about)
    return True


def sealed_file(digest: str) -> bytes | None:
    """A file as it lies on the disk; None where it is not there."""
    path = _path(digest)
    return path.read_bytes() if path.is_file() else None


def _write(path: Path, content: bytes, about: str) -> None:
    fresh = path.with_name(f"{secrets.token_hex(8)}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(seal_bytes(content, about=about))
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)


def _check(question: Question, file: UploadedFile[Any]) -> None:
    name = file.name or ""
    ending = name.rpartition(".")[2].lower()
    allowed = question.file_kinds or ("pdf", "docx", "odt", "xlsx", "ods", "csv", "txt", "jpg", "png")
    if ending not in allowed:
        raise ValidationError(_("send one of these: %(kinds)s.") % {"kinds": ", ".join(allowed)})
    if (file.size or 0) > LARGEST:
        raise ValidationError(_("it is larger than %(size)s MB.") % {"size": LARGEST >> 20})
    if ending in PICTURES:
        check_image(file)  # type: ignore[arg-type]
    else:
        check_document(file)  # type: ignore[arg-type]


def _kept(sitting: Sitting, question: Question, file: UploadedFile[Any]) -> str:
    file.seek(0)
    content = file.read()
    digest = sha256(content).hexdigest()
    path = _path(digest)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(path, content, file_about(digest))
    draft = Draft.objects.get(code_hash=code_hash(sitting.code))
    SentFile.objects.filter(draft=draft, question=question.code).delete()
    SentFile.objects.create(
        draft=draft,
        question=question.code,
        digest=digest,
        sealed_name=seal({"name": Path(file.name or "").name[:200]}, about=name_about(digest)),
        media_type=(file.content_type or "application/octet-stream")[:100],
        size=len(content),
    )
    return digest


def _folder() -> Path:
    return Path(settings.DATA) / "engagement" / "files"


def _path(digest: str) -> Path:
    return _folder() / digest[:2] / digest
