"""What teaches the learned files; not in the wheel."""
