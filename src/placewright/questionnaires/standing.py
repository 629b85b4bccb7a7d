"""What may be said of answers: it is decided by who could answer, and by nothing that is done with them afterwards."""

from __future__ import annotations

from enum import StrEnum

from placewright.core.errors import PlacewrightError
from placewright.core.words import gettext as _


class NotForThisKind(PlacewrightError):
    """Something asked of answers that they cannot bear: weights or an interval."""

    @classmethod
    def weights(cls, where: str) -> NotForThisKind:
        """Of a consultation."""
        return cls(
            _(
                "A consultation cannot be weighted: it is open to all, and who answered chose to. Weights would make "
                "the answers look as if they stood for others."
            ),
            where=where,
            fix=_(
                "Give counts of answers, with who answered beside the population; for shares of a population, draw a "
                "sample and run a survey."
            ),
        )

    @classmethod
    def interval(cls, standing: Standing, where: str) -> NotForThisKind:
        """Of a consultation, or of a survey that chance did not draw."""
        if standing is Standing.CONSULTATION:
            return cls(
                _(
                    "You asked for an interval on a consultation. A margin of error says how far chance may have moved "
                    "a result; here chance drew nobody, people chose to answer."
                ),
                where=where,
                fix=_("Give counts of answers; for an interval, draw a sample and run a survey."),
            )
        return cls(
            _(
                "You asked for an interval on a survey whose sample chance did not draw (quota, mailing list, panel). "
                "Its weights mend who answered only as far as the margins know them."
            ),
            where=where,
            fix=_("Give weighted shares without an interval, and say how people came to answer."),
        )


class Standing(StrEnum):
    """A survey of a drawn sample, a survey without one, or a consultation open to all."""

    SURVEY = "survey"
    QUOTA = "quota"
    CONSULTATION = "consultation"

    def require_weights(self, where: str) -> None:
        """Refuse weights where they may not be.

        Raises:
            NotForThisKind: it is a consultation.
        """
        if self is Standing.CONSULTATION:
            raise NotForThisKind.weights(where)

    def require_interval(self, where: str) -> None:
        """Refuse an interval where there can be none.

        Raises:
            NotForThisKind: chance did not draw who was asked.
        """
        if self is not Standing.SURVEY:
            raise NotForThisKind.interval(self, where)
