"""Headings, parts, lead-ins, mastheads, titles; passages cut."""
