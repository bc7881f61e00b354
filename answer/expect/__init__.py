"""What a right answer looks like: its sort, relation, stance and place in a list."""
