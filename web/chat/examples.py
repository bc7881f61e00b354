"""Questions a newcomer may start from, of different kinds; the starter library answers each."""

EXAMPLES = (
    "What did China say about the public core?",
    "Compare what Cuba and Israel said on legally binding obligations.",
    "When was the cybercrime convention adopted by the General Assembly?",
    "Who supported protecting the public core in 2020?",
    "What are the five objectives of the Global Digital Compact?",
    "What does paragraph 14 of RL-11 say?",
)
