"""One quotation against the library: where it stands, how it departs, whose words it is said to be."""
