"""``rapporteur model``: the language model that may write the answers."""

from typing import TYPE_CHECKING

import typer

from commands.shared import EngineOption, JsonOption, out, print_json
from errors import RapporteurError
from settings import load_settings

if TYPE_CHECKING:
    from answer.generate.checking import Checked

app = typer.Typer(help="The language model that may write the answers.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep "check" a command of its own, though it is the only one."""


@app.command()
def check(engine: EngineOption = None, as_json: JsonOption = False) -> None:
    """Ask the model one question whose answer is known, and say what works; status 1 where it brings no proof."""
    settings = load_settings(engine=engine)
    if settings.engine == "extractive":
        raise RapporteurError(
            "No language model is set: the engine is “extractive”. Set engine and llm_model."
        )
    from answer.generate.checking import check_model

    checked = check_model(settings)
    print_json(_as_dict(checked)) if as_json else out.print(_told(checked), markup=False, highlight=False)
    raise typer.Exit(0 if checked.proves else 1)


def _told(checked: "Checked") -> str:
    form = "takes the JSON schema" if checked.structured else "is asked for plain lines"
    streams = "streams" if checked.streams else "does not stream"
    proves = "proves its answer" if checked.proves else "brings no proof, so nothing of it would be shown"
    judge = f"judged {checked.second_reader} of 6 sentences rightly" + (
        ": llm_judge is worth setting" if checked.fit_to_judge else ": leave llm_judge off"
    )
    counted = checked.usage.prompt_tokens + checked.usage.written_tokens
    tokens = f"{counted} tokens" if counted else "tokens not counted by its server"
    return f"{checked.model} answers in {checked.seconds:.1f} s ({tokens}), {form}, {streams}, {proves}, and {judge}."


def _as_dict(checked: "Checked") -> dict[str, object]:
    return {
        "model": checked.model,
        "structured": checked.structured,
        "streams": checked.streams,
        "proves": checked.proves,
        "seconds": round(checked.seconds, 3),
        "prompt_tokens": checked.usage.prompt_tokens,
        "written_tokens": checked.usage.written_tokens,
        "second_reader": checked.second_reader,
        "fit_to_judge": checked.fit_to_judge,
    }
