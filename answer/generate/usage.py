"""What an answer took of a language model: tokens, as its server counts them, and what they cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from settings import Settings


@dataclass(slots=True)
class Usage:
    """Tokens of one answer's requests, added up; a server that counts none leaves nought.

    Attributes:
        prompt_tokens: What it was sent.
        written_tokens: What it wrote.
    """

    prompt_tokens: int = 0
    written_tokens: int = 0

    def add(self, counts: Mapping[str, Any]) -> None:
        """Add what a server told at the end of a reply, in OpenAI's words or in those of others."""
        prompt = counts.get("prompt_tokens") or counts.get("input_tokens") or 0
        written = counts.get("completion_tokens") or counts.get("output_tokens") or 0
        if isinstance(prompt, int) and isinstance(written, int):
            self.prompt_tokens += prompt
            self.written_tokens += written

    def told(self, settings: Settings) -> dict[str, float]:
        """The tokens, and what they cost in the currency of the prices, where prices are set; empty for none."""
        if not self.prompt_tokens + self.written_tokens:
            return {}
        counted = {"prompt_tokens": self.prompt_tokens, "written_tokens": self.written_tokens}
        sent, written = settings.llm_prompt_price, settings.llm_written_price
        if not sent + written:
            return dict(counted)
        cost = (self.prompt_tokens * sent + self.written_tokens * written) / 1_000_000
        return {**counted, "cost": round(cost, 6)}
