"""How well documents are read, against what people who read them wrote down."""
