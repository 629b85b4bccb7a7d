"""One reader for each publisher or format."""
