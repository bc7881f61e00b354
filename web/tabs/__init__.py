"""The other tabs: look-up, checks, library, evaluation."""
