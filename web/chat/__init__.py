"""The Ask tab: conversations, answers, sources, judgements."""
