"""Questionnaires from XLSForms and as XLSForms, with what of each could not be carried over."""
