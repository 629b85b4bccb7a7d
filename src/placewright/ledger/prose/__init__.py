"""The rules that the prose of claims and chapters must keep; each part is read when it is asked for."""

from typing import TYPE_CHECKING, Any

from placewright.ledger.prose.names import PROSE_RULES

if TYPE_CHECKING:
    from placewright.ledger.prose.material import Material, PlainText, ProseIssue, Sentence
    from placewright.ledger.prose.rules import RULES, Rule, check_prose

__all__ = ["PROSE_RULES", "RULES", "Material", "PlainText", "ProseIssue", "Rule", "Sentence", "check_prose"]

_IN_RULES = ("RULES", "Rule", "check_prose")
_IN_MATERIAL = ("Material", "PlainText", "ProseIssue", "Sentence")


def __getattr__(name: str) -> Any:
    """The material, which takes numbers to import, and the rules, whose hundreds of patterns take a tenth of a second.

    Who needs no more than a rule's name waits for neither.
    """
    if name in _IN_RULES:
        from placewright.ledger.prose import rules

        return getattr(rules, name)
    if name in _IN_MATERIAL:
        from placewright.ledger.prose import material

        return getattr(material, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
