"""Questionnaires: what is asked, in which order, what counts as an answer, and what is made of all answers."""
