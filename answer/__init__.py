"""Question in, cited answer out: understand, select evidence, write, verify, cite."""
