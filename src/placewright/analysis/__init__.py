"""Indicators, benchmarks, signals and the five analyses: evidence and methods make results."""
