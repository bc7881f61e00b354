"""Files found, read in worker processes, written to the register."""
