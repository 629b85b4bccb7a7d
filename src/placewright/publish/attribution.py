"""What publishers' licences ask to be said wherever their figures and boundaries are shown."""

from __future__ import annotations

from placewright.core.words import gettext as _


def boundaries_line(year: int) -> str:
    """What every map must say, in the language of the moment.

    The year is that of its boundaries, 0 where it is not known.

    >>> boundaries_line(2024)
    'Contains National Statistics data and OS data © Crown copyright and database right 2024.'
    """
    if not year:
        return _("Contains National Statistics data and OS data © Crown copyright and database right.")
    line = _("Contains National Statistics data and OS data © Crown copyright and database right %(year)s.")
    return line % {"year": year}


def attribution(year: int) -> tuple[str, ...]:
    """The lines for a page or a document with figures and maps; the year is that of its newest boundaries."""
    return (
        _("Contains public sector information licensed under the Open Government Licence v3.0."),
        boundaries_line(year),
    )
