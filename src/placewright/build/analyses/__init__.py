"""The five analyses as pages: sections, figures, tables and sentences, with every number computed."""
