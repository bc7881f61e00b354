"""Backup, restore, and a doctor for damaged libraries."""
