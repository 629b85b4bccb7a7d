"""What the head of a built page says of it."""

from __future__ import annotations

import html
import re

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_OF_THE_SITE = " – "
"""What stands between the title of a page and that of the site."""


def titles_in(page: str, *, otherwise: str) -> tuple[str, str]:
    """The title of a page and that of its site, the same where it names but one; `otherwise` where it has none.

    >>> titles_in("<head><title>Ledger – Kent</title></head>", otherwise="ledger")
    ('Ledger', 'Kent')
    """
    found = _TITLE.search(page.partition("</head>")[0])
    whole = html.unescape(found[1].strip()) if found else otherwise
    title, _, site = whole.rpartition(_OF_THE_SITE)
    return title or whole, site or whole
