"""What a place is called in a sentence, where lists call it otherwise."""

from __future__ import annotations

import re

from placewright.core.words import gettext as _

_BEHIND_ITS_NAME = (", City of", ", County of")
"""What lists put behind a name, and people leave out: `Bristol, City of` is found as Bristol, too."""
_WITH_ARTICLE = re.compile(
    r"(?:(?:Isles?|City|Forest|Vale|East Riding) of .*|(?:North|South) (?:East|West)(?: Midlands)?"
    r"|(?:East|West) Midlands|(?:East|West) of England|Black Country|New Forest|Humber|Solent|United Kingdom"
    r"|(?:Orkney|Shetland) Islands|Scottish Borders)(?: \(England\))?"
)


def plain_name(name: str) -> str:
    """A place's name without what lists put behind it.

    >>> plain_name("Bristol, City of"), plain_name("Bournemouth, Christchurch and Poole")
    ('Bristol', 'Bournemouth, Christchurch and Poole')
    """
    return name.rpartition(",")[0] if name.endswith(_BEHIND_ITS_NAME) else name


def in_a_sentence(name: str) -> str:
    """What a place is called in an English sentence: without what lists put behind its name, and with its article.

    >>> in_a_sentence("Isle of Wight"), in_a_sentence("Bristol, City of"), in_a_sentence("North East Lincolnshire")
    ('the Isle of Wight', 'Bristol', 'North East Lincolnshire')
    """
    short = plain_name(name)
    return f"the {short}" if _WITH_ARTICLE.fullmatch(short) else short


def the(name: str) -> str:
    """The same in the language that is spoken.

    >>> the("United Kingdom"), the("England"), the("North Hertfordshire"), the("North East (England)")
    ('the United Kingdom', 'England', 'North Hertfordshire', 'the North East (England)')
    """
    short = plain_name(name)
    return _("the %(name)s") % {"name": short} if _WITH_ARTICLE.fullmatch(short) else short


def at_the_start(name: str) -> str:
    """What a place is called where a sentence begins with it.

    >>> at_the_start("Isle of Wight"), at_the_start("Stevenage")
    ('The Isle of Wight', 'Stevenage')
    """
    said = the(name)
    return said[:1].upper() + said[1:]
