"""What a question names, read before the search."""
