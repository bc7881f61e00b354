"""Sentences, quotations and word classes of a text."""
