"""Verdicts, prose rules, reviews, editions and frameworks."""
