"""A second opinion, asked of the language model itself: do these words say that? It can only take away."""

from llama_index.core.llms import LLM

from answer.generate.llm_prompt import to_judge
from answer.generate.streaming import stream_text
from answer.generate.usage import Usage
from answer.verify.verify import Verified


class Judge:
    """Asks the model a question of yes or no about each sentence that is not all quotation.

    What the checks of answer/verify have rejected is never asked about, so a judge that is wrong, or talked
    round by a document, can lose a true sentence and can let none through.

    Args:
        llm: The model.
        seconds: Longest wait for one opinion.
        usage: Where its tokens are counted.
    """

    def __init__(self, llm: LLM, seconds: float, usage: Usage | None = None) -> None:
        self._llm = llm
        self._seconds = seconds
        self._usage = usage

    def agrees(self, sentence: Verified) -> bool:
        """Whether the model finds the sentence in its proofs; no clear yes is a no.

        Raises:
            LanguageModelError: it cannot be asked.
        """
        if sentence.verdict == "verbatim":
            return True
        asked = to_judge(sentence.text, sentence.proofs)
        said = "".join(stream_text(self._llm, asked, self._seconds, self._usage))
        return said.strip(" \n*_`\"'“”.!").casefold().startswith("yes")
