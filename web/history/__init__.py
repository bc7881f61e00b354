"""Conversations that the reader’s browser keeps: proved anew when they come back, listed, searched, shared."""
