"""The cited passage and its page picture with the words marked."""
