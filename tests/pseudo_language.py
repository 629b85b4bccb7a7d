"""A language without Latin letters: what a page still says in them was not marked for translation, or is data."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import get_language, trans_real
from django.utils.translation.trans_real import TranslationCatalog

from placewright.core import words

_LETTER = re.compile(r"%%|%\(\w+\)[sdf]|%[sd]|\{\w*\}|&\w+;|<[^>]+>|[A-Za-z]")
_NO_TEXT = re.compile(
    r"<head>.*?</head>|<script.*?</script>|<style.*?</style>|<svg.*?</svg>|<code.*?</code>|<pre.*?</pre>"
    r"|<textarea.*?</textarea>|<datalist.*?</datalist>",
    re.DOTALL,
)
_SHOWN = re.compile(r'>([^<>]+)<|(?:aria-label|alt|title|placeholder|data-head)="([^"]*)"')
_ADDRESS = re.compile(r"https?://\S+")
_PHRASE = re.compile(r"[A-Za-z]{3}(?:[A-Za-z'’ -]*[A-Za-z])?")
SAME_EVERYWHERE = frozenset(
    {"CSV", "XLSX", "SVG", "PNG", "PDF", "JSON", "API", "Word", "Excel", "Python", "OpenAPI", "Placewright", "Atom"}
    | {"ZIP", "Parquet", "curl"}
)
"""Names of formats and programs, and codes of units."""


def pseudo(message: str) -> str:
    """The message without Latin letters, its placeholders and marks kept."""
    return _LETTER.sub(
        lambda found: found[0] if len(found[0]) > 1 else chr(0x430 + ord(found[0].lower()) - 97), message
    )


class PseudoCatalogue(TranslationCatalog):
    """A catalogue that has every message."""

    def __getitem__(self, key: str) -> str:
        """The message in the pseudo-language."""
        return str(self.get(key))

    def get(self, key: Any, default: Any = None) -> Any:
        """The same."""
        return pseudo(key.partition("\x04")[2] or key) if isinstance(key, str) and key else ""

    def plural(self, msgid: str, num: int) -> str:
        """The message for one or for several; Django asks for the several by the one."""
        raise KeyError(msgid)


class Pseudo(trans_real.DjangoTranslation):
    """Takes the place of a language's translations."""

    def __init__(self) -> None:
        super().__init__("cy")
        self._catalog = PseudoCatalogue()

    def gettext(self, message: str) -> str:
        """The message in the pseudo-language."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The same, for a number of things."""
        return pseudo(msgid1 if n == 1 else msgid2)


def speak_pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the pseudo-language take the place of Welsh, apart from what is remembered of the real one."""
    monkeypatch.setitem(trans_real._translations, "cy", Pseudo())
    monkeypatch.setattr(
        words._SPEAKER, "language", lambda: "pseudo" if get_language() == "cy" else get_language() or ""
    )


def words_of(*folders: Path) -> str:
    """Everything that text files below the folders say, for telling data from words of the program."""
    kinds = ("*.toml", "*.md", "*.csv", "*.json")
    said = (
        path.read_text(encoding="utf-8", errors="ignore")
        for folder in folders
        for kind in kinds
        for path in folder.rglob(kind)
    )
    return " ".join(" ".join(text.replace('\\"', '"').split()) for text in said)


def printed_claims(built: Path) -> str:
    """The sentences of a build's claims with their figures, which belong to the text and not to the program."""
    claims = json.loads((built / "claims.json").read_text(encoding="utf-8"))["claims"]
    return " ".join(" ".join(claim["text"].split()) for claim in claims)


def left_over(page: str, data: str) -> list[str]:
    """What a page says in Latin letters that no data say."""
    found = []
    for match in _SHOWN.finditer(_NO_TEXT.sub("", page)):
        text = " ".join(unescape(match[1] or match[2]).split())
        if has_left_over(text, data):
            found.append(text)
    return found


def has_left_over(text: str, data: str) -> bool:
    """Whether a text says something in Latin letters that no data say."""
    said = _ADDRESS.sub("", text)
    return any(phrase not in data and phrase not in SAME_EVERYWHERE for phrase in _PHRASE.findall(said))
