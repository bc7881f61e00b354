"""Text against text: a quotation against its source, a draft against the library, a document against its later version."""
