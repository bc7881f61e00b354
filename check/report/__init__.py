"""A whole draft checked, and what is said of it: in the terminal, as a page, as comments in Word."""
