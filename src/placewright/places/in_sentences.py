"""What a place is called in a sentence, where lists call it otherwise."""

from __future__ import annotations

import re

from placewright.core.words import gettext as _

_BEHIND_ITS_NAME = (", City of", ", County of")
"""What lists put behind a name, and people leave out: `Bristol, City of` is found as Bristol, too."""
_WITH_ARTICLE = re.compile(
    r"(?:(?:Isles?|City|Forest|Vale|Heart|East Riding) of .*|(?:North|South)[ -](?:East|West)(?: Midlands)?"
    r"|(?:East|West) Midlands|(?:East|West) of England|Black Country|New Forest|Humber|Solent"
    r"|United Kingdom(?: less extra-regio)?|\w+ City Region"
    r"|(?:Orkney|Shetland) Islands|Scottish Borders)(?: \(England\))?"
)


def plain_name(name: str) -> str:
    """A place's name without what lists put behind it.

    >>> plain_name("Bristol, City of"), plain_name("Bournemouth, Christchurch and Poole")
    ('Bristol', 'Bournemouth, Christchurch and Poole')
    """
    return name.rpartition(",")[0] if name.endswith(_BEHIND_ITS_NAME) else name


def _without_article(name: str) -> tuple[str, bool]:
    """The plain name without an article, and whether a sentence puts one before it: `The Marches` brings its own."""
    short = plain_name(name)
    bare = short.removeprefix("The ")
    return bare, bare != short or _WITH_ARTICLE.fullmatch(bare) is not None


def in_a_sentence(name: str) -> str:
    """What a place is called in an English sentence: without what lists put behind its name, and with its article.

    >>> in_a_sentence("Isle of Wight"), in_a_sentence("Bristol, City of"), in_a_sentence("North East Lincolnshire")
    ('the Isle of Wight', 'Bristol', 'North East Lincolnshire')
    """
    bare, has_article = _without_article(name)
    return f"the {bare}" if has_article else bare


def the(name: str) -> str:
    """The same in the language that is spoken.

    >>> the("United Kingdom"), the("England"), the("North Hertfordshire"), the("North East (England)")
    ('the United Kingdom', 'England', 'North Hertfordshire', 'the North East (England)')
    """
    bare, has_article = _without_article(name)
    return _("the %(name)s") % {"name": bare} if has_article else bare


def at_the_start(name: str) -> str:
    """What a place is called where a sentence begins with it.

    >>> at_the_start("Isle of Wight"), at_the_start("Stevenage")
    ('The Isle of Wight', 'Stevenage')
    """
    said = the(name)
    return said[:1].upper() + said[1:]
