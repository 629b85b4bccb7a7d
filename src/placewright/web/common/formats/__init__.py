"""How days and times are written, by language: days in British order, times by 24 hours, as the pages do."""
