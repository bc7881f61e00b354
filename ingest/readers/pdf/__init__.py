"""PDF files: two readers for their letters, their lines put together, scans by OCR."""
