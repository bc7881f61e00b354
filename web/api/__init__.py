"""Calls by programs, their bounds and figures."""
