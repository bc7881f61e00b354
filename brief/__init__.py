"""A topic in, a paper out: who said what, grouped, with a footnote for every quotation."""
