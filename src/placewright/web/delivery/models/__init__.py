"""What is kept while a strategy is carried out: readings, judgements, spending and returns."""

from placewright.web.delivery.models.readings import Judgement, Reading
from placewright.web.delivery.models.returns import Return, ReturnKind, Spend, SpendPurpose

__all__ = ["Judgement", "Reading", "Return", "ReturnKind", "Spend", "SpendPurpose"]
