"""A run of the questions, its figures, and the gate."""
