"""Word files: one walk over the whole body, for documents and for drafts alike."""
