"""A second opinion, asked of the language model itself: do these words say that? It can only take away."""

from llama_index.core.llms import LLM

from answer.generate.llm_prompt import to_judge
from answer.generate.models import stream_text
from answer.verify.verify import Verified


class Judge:
    """Asks the model a question of yes or no about each statement that is not all quotation.

    What the rules of answer/verify/verify.py have rejected is never asked about, so a judge that is wrong, or talked
    round by a document, can lose a true statement and can let none through.

    Args:
        llm: The model.
        seconds: Longest wait for one opinion.
    """

    def __init__(self, llm: LLM, seconds: float) -> None:
        self._llm = llm
        self._seconds = seconds

    def agrees(self, statement: Verified) -> bool:
        """Whether the model finds the statement in the words that bear it; no clear yes is a no.

        Raises:
            LanguageModelError: it cannot be asked.
        """
        if statement.verdict == "verbatim":
            return True
        asked = to_judge(statement.text, [support.quote for support in statement.supports])
        said = "".join(stream_text(self._llm, asked, self._seconds))
        return said.strip(" \n*_`\"'“”.!").casefold().startswith("yes")
