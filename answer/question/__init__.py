"""The question, read: kind, speakers asked for, topic, numbers."""
