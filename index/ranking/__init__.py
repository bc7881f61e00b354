"""Candidates, features and the learned order of passages."""
