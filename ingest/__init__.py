"""Documents in, passages out: read, recognise structure, cut, register."""
