"""A Word file opened with care: only the parts that are asked for, within bounds, and no XML that could do harm."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from placewright.core.errors import PlacewrightError

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
        except zipfile.BadZipFile as error:
            raise BadWordFile("This is no Word file.", fix="Save it from Word as .docx.") from error
        if len(self._zip.infolist()) > _MOST_PARTS:
            raise BadWordFile("The file has too many parts.", fix="Save it anew from Word as .docx.")
        self.main = self._main_part()

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
        except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
            raise BadWordFile(f"Its part {name} cannot be read.", fix="Save it anew from Word as .docx.") from error
        if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
            raise BadWordFile(f"Its part {name} declares a document type.", fix="Save it anew from Word as .docx.")
        return tree.getroot()

    def related(self, kind: str) -> str:
        """The part that the main part names as its `comments`, `commentsExtended` ...; empty where it names none."""
        folder, name = posixpath.split(self.main)
        relations = self.xml(f"{folder}/_rels/{name}.rels")
        for relation in () if relations is None else relations.iter(f"{_RELATIONS}Relationship"):
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                return _below(folder, relation.get("Target", ""))
        return ""

    def with_part(self, name: str, content: bytes) -> bytes:
        """The file with another content of one part."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            for info in self._zip.infolist():
                packed.writestr(info.filename, content if info.filename == name else self._zip.read(info))
        return stream.getvalue()

    def _main_part(self) -> str:
        types = self.xml("[Content_Types].xml")
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
