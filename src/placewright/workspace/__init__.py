"""The folder of records in text that a place keeps."""
