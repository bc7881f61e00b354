"""Passages in, ranked passages out: embeddings, lexical index, fusion, filters."""
