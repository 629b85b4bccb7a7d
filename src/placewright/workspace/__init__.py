"""The folder of records in text: opened, checked and written back."""
