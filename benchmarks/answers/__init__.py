"""Answers, quotations and references measured, beside peers and against lies."""
