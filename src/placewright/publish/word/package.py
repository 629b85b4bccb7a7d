"""A Word file opened with care: only the parts that are asked for, within bounds, and no XML that could do harm."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from placewright.core.errors import PlacewrightError
from placewright.core.zip_files import DAMAGED_ZIP

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"

LARGEST = 30 << 20
"""Bytes that a Word file may have."""

_LARGEST_PART = 60 << 20
_MOST_PARTS = 5_000
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_CONTENT_TYPES = "[Content_Types].xml"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class BadWordFile(PlacewrightError):
    """A file that is no Word document, is too large, or holds what a document may not."""


class WordPackage:
    """The parts of a .docx.

    Raises:
        BadWordFile: it is no such file; the message says why and what to do.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) > LARGEST:
            raise BadWordFile(
                f"The file is larger than {LARGEST >> 20} MB.", fix="Take the pictures out, and try again."
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except DAMAGED_ZIP as error:
            raise BadWordFile("This is no Word file.", fix="Save it from Word as .docx.") from error
        if len(self._zip.infolist()) > _MOST_PARTS:
            raise BadWordFile("The file has too many parts.", fix="Save it anew from Word as .docx.")
        self.main = self._main_part()
        self._added: dict[bytes, str] = {}

    def xml(self, name: str) -> Any:
        """A part as XML; None where there is no such part.

        Raises:
            BadWordFile: it is damaged, too large, or declares a document type, which could name files and addresses.
        """
        from lxml import etree

        if name not in self._zip.namelist():
            return None
        info = self._zip.getinfo(name)
        if info.file_size > _LARGEST_PART:
            raise BadWordFile(f"Its part {name} is too large.", fix="Take the pictures out, and try again.")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
        )
        try:
            with self._zip.open(info) as stream:
                content = stream.read(_LARGEST_PART + 1)
            tree = etree.fromstring(content, parser).getroottree()
        except (etree.XMLSyntaxError, *DAMAGED_ZIP) as error:
            raise BadWordFile(f"Its part {name} cannot be read.", fix="Save it anew from Word as .docx.") from error
        if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
            raise BadWordFile(f"Its part {name} declares a document type.", fix="Save it anew from Word as .docx.")
        return tree.getroot()

    def related(self, kind: str) -> str:
        """The part that the main part names as its `comments`, `commentsExtended` ...; empty where it names none."""
        return self._named(self._relations, kind, posixpath.dirname(self.main))

    def of_whole(self, kind: str) -> str:
        """The part that the package itself names as its `core-properties`, `custom-properties` ...; else empty."""
        return self._named("_rels/.rels", kind, "")

    def _named(self, relations_in: str, kind: str, folder: str) -> str:
        relations = self.xml(relations_in)
        for relation in () if relations is None else relations.iter(f"{_RELATIONS}Relationship"):
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                return _below(folder, relation.get("Target", ""))
        return ""

    def pictures(self) -> dict[str, bytes]:
        """The pictures of the main part, by the name of their relation."""
        folder = posixpath.dirname(self.main)
        relations = self.xml(self._relations)
        return {
            relation.get("Id", ""): self._zip.read(_below(folder, relation.get("Target", "")))
            for relation in (() if relations is None else relations.iter(f"{_RELATIONS}Relationship"))
            if relation.get("Type") == _IMAGE and relation.get("TargetMode") != "External"
        }

    def add_picture(self, content: bytes) -> str:
        """The name of a relation to a picture in PNG, which `with_part` writes along."""
        name = f"rIdAdded{len(self._added) + 1}"
        return self._added.setdefault(content, name)

    def with_part(self, name: str, content: bytes) -> bytes:
        """The file with another content of one part, and the pictures that were added."""
        changed = {name: content} | self._with_pictures()
        names = [info.filename for info in self._zip.infolist()]
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            for each in (*names, *(one for one in changed if one not in names)):
                packed.writestr(each, changed[each] if each in changed else self._zip.read(each))
        return stream.getvalue()

    def _with_pictures(self) -> dict[str, bytes]:
        """The parts that hold and name the added pictures."""
        from lxml import etree

        if not self._added:
            return {}
        folder = posixpath.dirname(self.main)
        relations, types = self.xml(self._relations), self.xml(_CONTENT_TYPES)
        parts: dict[str, bytes] = {}
        for content, relation in self._added.items():
            target = f"media/{relation}.png"
            parts[f"{folder}/{target}"] = content
            etree.SubElement(relations, f"{_RELATIONS}Relationship", Id=relation, Type=_IMAGE, Target=target)
        if not any(one.get("Extension") == "png" for one in types.iter(f"{_TYPES}Default")):
            types.insert(0, types.makeelement(f"{_TYPES}Default", Extension="png", ContentType="image/png"))
        for name, tree in ((self._relations, relations), (_CONTENT_TYPES, types)):
            parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        return parts

    @property
    def _relations(self) -> str:
        folder, name = posixpath.split(self.main)
        return f"{folder}/_rels/{name}.rels"

    def _main_part(self) -> str:
        types = self.xml(_CONTENT_TYPES)
        relations = self.xml("_rels/.rels")
        if types is not None and relations is not None:
            kinds = {
                one.get("PartName", "").lstrip("/"): one.get("ContentType") for one in types.iter(f"{_TYPES}Override")
            }
            for relation in relations.iter(f"{_RELATIONS}Relationship"):
                target = relation.get("Target", "").lstrip("/")
                if relation.get("Type", "").endswith("/officeDocument") and kinds.get(target) == _WORD:
                    return str(target)
        raise BadWordFile("This is no Word document.", fix="Save it from Word as .docx, not as .docm, .doc or .odt.")


def _below(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
