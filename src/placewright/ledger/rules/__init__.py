"""What can be told of a framework's items from the records themselves."""
