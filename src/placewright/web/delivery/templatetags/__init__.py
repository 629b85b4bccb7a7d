"""Filters of the templates of delivery."""
