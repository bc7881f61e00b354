"""An answer made of the documents' own sentences."""
