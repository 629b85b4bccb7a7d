"""Packed files whose bytes repeat: entries in a fixed order with fixed times, and one day in their properties."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MADE_ON_UNIX = 3
_READABLE = 0o100644 << 16
_FIRST = ("[Content_Types].xml", "_rels/.rels", "mimetype")
_PACKED_ALREADY = (".png", ".jpg", ".jpeg", ".xlsx", ".docx", ".pptx", ".zip")
_PACKAGES = (".xlsx", ".docx", ".pptx")
_MOMENT = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")


def repeatable_zip(content: bytes, *, day: date) -> bytes:
    """The packed file with nothing in it that differs from run to run; office documents inside it likewise.

    Args:
        day: stands as the moment of making and of change in the properties of office documents.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        entries = {info.filename: packed.read(info) for info in packed.infolist() if not info.is_dir()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name in sorted(entries, key=_order):
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.create_system = _MADE_ON_UNIX
            info.external_attr = _READABLE
            info.compress_type = zipfile.ZIP_STORED if name.lower().endswith(_PACKED_ALREADY) else zipfile.ZIP_DEFLATED
            packed.writestr(info, _settled(name, entries[name], day))
    return stream.getvalue()


def _order(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def _settled(name: str, content: bytes, day: date) -> bytes:
    if name.lower().endswith(_PACKAGES):
        return repeatable_zip(content, day=day)
    if name == "docProps/core.xml":
        moment = f"{day.isoformat()}T00:00:00Z".encode()
        return _MOMENT.sub(lambda found: found[1] + moment + found[3], content)
    return content
