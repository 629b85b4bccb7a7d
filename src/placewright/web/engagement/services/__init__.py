"""Every write of surveys and consultations."""
