"""What a file beside a document says of it."""
