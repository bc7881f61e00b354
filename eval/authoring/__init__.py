"""Help to write questions."""
