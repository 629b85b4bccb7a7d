"""Commands of surveys and consultations."""
