"""Surveys and consultations: the only app that holds data of people who are not the team."""
