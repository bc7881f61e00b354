"""What measures the program; not in the wheel."""
