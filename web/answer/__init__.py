"""Answers as they are read and exported: statements, sources, previews, questions to go on with."""
