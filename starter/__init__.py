"""The starter library: short documents of our own, so that a fresh machine has something true to answer from."""
