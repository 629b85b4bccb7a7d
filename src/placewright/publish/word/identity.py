"""Which edition a Word document is of: its id and the fingerprint of its text, among the document's own properties.

Word and LibreOffice keep the properties when they save; where a program lost them, nothing is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from placewright.publish.word.package import WordPackage

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_EDITION, _TEXT = "Placewright edition", "Placewright text"
_FIRST = 2
"""The least number that a property may have."""


@dataclass(frozen=True, slots=True)
class WordIdentity:
    """The id of the edition, empty where it is of none, and the fingerprint of the text that it was made with."""

    edition: str = ""
    text: str = ""


def put_identity(package: Any, identity: WordIdentity) -> None:
    """Write it among the properties of a package that is being made."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    told = [(name, value) for name, value in ((_EDITION, identity.edition), (_TEXT, identity.text)) if value]
    properties = "".join(
        f'<property fmtid="{_FORMAT}" pid="{pid}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(told, _FIRST)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    content = f'{head}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{properties}</Properties>'
    package.relate_to(Part(PackURI("/docProps/custom.xml"), _TYPE, content.encode(), package), _RELATION)


def identity_of(package: WordPackage) -> WordIdentity:
    """What the document says that it is; empty where it says nothing."""
    name = package.of_whole("custom-properties")
    found = package.xml(name) if name else None
    if found is None:
        return WordIdentity()
    told = {one.get("name", ""): "".join(one.itertext()).strip()[:200] for one in found.iter(f"{{{_CUSTOM}}}property")}
    return WordIdentity(told.get(_EDITION, ""), told.get(_TEXT, ""))
