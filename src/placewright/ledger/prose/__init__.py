"""The rules that the prose of claims and chapters must keep."""

from placewright.ledger.prose.material import Material, PlainText, ProseIssue, Sentence
from placewright.ledger.prose.rules import RULES, Rule, check_prose

__all__ = ["RULES", "Material", "PlainText", "ProseIssue", "Rule", "Sentence", "check_prose"]
