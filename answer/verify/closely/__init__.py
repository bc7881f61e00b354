"""Sentences that nearly copy their proofs, held against them word by word."""
