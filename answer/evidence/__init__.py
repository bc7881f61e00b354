"""Sentences of passages, scored; whether they are enough to answer."""
