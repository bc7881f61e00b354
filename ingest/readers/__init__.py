"""One reader for each file format; every one gives a manuscript."""
