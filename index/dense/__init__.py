"""Search by meaning: vectors in Chroma, kept in step with the register."""
