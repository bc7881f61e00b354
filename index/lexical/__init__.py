"""Search by words: tokens in SQLite or PostgreSQL, BM25, spelling, glossary, acronyms."""
