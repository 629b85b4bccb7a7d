"""What may be uploaded: judged by what a file holds, never by its name alone."""

from __future__ import annotations

import zipfile
from typing import Any, BinaryIO, Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from placewright.core.zip_files import DAMAGED_ZIP

_OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_OPEN = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
_FORMATS = ("GIF", "JPEG", "PNG", "WEBP")
_MACROS = ("vbaproject.bin", "basic/", "scripts/")
_MOST_PARTS, _MOST_BYTES = 5_000, 200 << 20
_HEAD = 1 << 16


class Uploaded(Protocol):
    """A file that somebody sends."""

    name: str
    file: BinaryIO

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place in it."""
        ...

    def read(self, size: int = -1, /) -> bytes:
        """Some of it."""
        ...


class ImageForm(BaseImageForm):  # type: ignore[misc]
    """Wagtail's form of an image, which looks into the file."""

    def clean_file(self) -> Any:
        """The file, where Pillow can read it as one of the formats that are taken."""
        file = self.cleaned_data["file"]
        if file is not None and "file" in self.changed_data:
            check_image(file)
        return file


class DocumentForm(BaseDocumentForm):  # type: ignore[misc]
    """Wagtail's form of a document, which looks into the file."""

    def clean_file(self) -> Any:
        """The file, where it holds what its name says."""
        file = self.cleaned_data["file"]
        if file is not None and "file" in self.changed_data:
            check_document(file)
        return file


def check_image(file: Uploaded) -> None:
    """Refuse what is not a picture of pixels: damaged files, other formats under a picture's name, drawings with code.

    Raises:
        ValidationError: it is refused, and why.
    """
    file.seek(0)
    try:
        with Image.open(file, formats=_FORMATS) as picture:  # type: ignore[arg-type]
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This is not a picture that can be read. Send a PNG, JPEG, WebP or GIF.")) from error
    finally:
        file.seek(0)


def check_document(file: Uploaded) -> None:
    """Refuse a file that does not hold what its name says, or that holds macros.

    Raises:
        ValidationError: it is refused, and why.
    """
    kind = file.name.rpartition(".")[2].lower()
    file.seek(0)
    try:
        if not _holds(kind, file):
            raise ValidationError(_("This file does not hold what its name says: it is no %(kind)s.") % {"kind": kind})
    finally:
        file.seek(0)


def _holds(kind: str, file: Uploaded) -> bool:
    if kind == "pdf":
        return file.read(1024).lstrip().startswith(b"%PDF-")
    if kind in {"csv", "txt"}:
        return _is_text(file.read(_HEAD))
    if kind in _OFFICE or kind in _OPEN:
        return _is_office(kind, file)
    return False


def _is_text(head: bytes) -> bool:
    """Whether it reads as text that no browser would take for a page."""
    if b"\x00" in head or head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(
        (b"<!", b"<html", b"<script", b"<svg", b"<?")
    ):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 4 or not any(byte < 9 for byte in head)
    return True


def _is_office(kind: str, file: Uploaded) -> bool:
    try:
        with zipfile.ZipFile(file) as parts:  # type: ignore[arg-type]
            names = parts.infolist()
            if len(names) > _MOST_PARTS or sum(part.file_size for part in names) > _MOST_BYTES:
                raise ValidationError(_("This file unpacks to more than is taken here."))
            if any(
                part.filename.lower().endswith(_MACROS[0]) or part.filename.lower().startswith(_MACROS[1:])
                for part in names
            ):
                raise ValidationError(_("This file holds macros. Save it without them and send it again."))
            if kind in _OFFICE:
                return any(part.filename == _OFFICE[kind] for part in names)
            return parts.read("mimetype").strip() == _OPEN[kind]
    except (*DAMAGED_ZIP, KeyError):
        return False  # damaged, or its first part is under a password
