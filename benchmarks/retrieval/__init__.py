"""Rankings measured, beside peers and with parts left out."""
