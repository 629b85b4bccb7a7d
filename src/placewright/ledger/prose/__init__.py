"""The rules that the prose of claims and chapters must keep; the rules themselves are read when they are asked for."""

from typing import TYPE_CHECKING, Any

from placewright.ledger.prose.material import Material, PlainText, ProseIssue, Sentence
from placewright.ledger.prose.names import PROSE_RULES

if TYPE_CHECKING:
    from placewright.ledger.prose.rules import RULES, Rule, check_prose

__all__ = ["PROSE_RULES", "RULES", "Material", "PlainText", "ProseIssue", "Rule", "Sentence", "check_prose"]


def __getattr__(name: str) -> Any:
    """The rules, whose hundreds of patterns take a tenth of a second to make ready."""
    if name not in ("RULES", "Rule", "check_prose"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from placewright.ledger.prose import rules

    return getattr(rules, name)
