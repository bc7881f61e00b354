"""Questions a newcomer may start from; the starter library answers them."""

EXAMPLES = (
    "What did China say about the public core of the Internet?",
    "When was the Open-ended Working Group established?",
    "Compare what Russia and the Netherlands said.",
    "What is the Ad Hoc Committee?",
)
