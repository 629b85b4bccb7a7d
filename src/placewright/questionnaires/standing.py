"""What may be said of answers: it is decided by who could answer, and by nothing that is done with them afterwards."""

from __future__ import annotations

from enum import StrEnum

from placewright.core.errors import PlacewrightError
from placewright.core.words import gettext as _


class NotForThisKind(PlacewrightError):
    """Something asked of answers that they cannot bear: weights."""

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
