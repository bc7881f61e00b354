"""Learned numbers are kept by name: a file that names what the program does not know was made for another release."""

from collections.abc import Collection, Mapping, Sequence

from errors import ModelError


def checked(found: Mapping[str, float], names: Sequence[str], file: str) -> dict[str, float]:
    """The weights of a model file, one of each name, in the order of the names.

    Args:
        found: What the file has.
        names: The features of this release, and "bias" where there is one.
        file: Its name, for the message.

    Raises:
        ModelError: a weight has a name that no feature has, or a feature has no weight.
    """
    require(found, names, file)
    return {name: float(found[name]) for name in names}


def require(found: Collection[str], names: Collection[str], file: str) -> None:
    """Make sure that a model file has just these names.

    Raises:
        ModelError: it has another one, or lacks one.
    """
    unknown, missing = sorted(set(found) - set(names)), sorted(set(names) - set(found))
    if unknown or missing:
        said = [f"has {', '.join(unknown)}, which this release does not know"] if unknown else []
        said += [f"lacks {', '.join(missing)}"] if missing else []
        raise ModelError(
            f"The learned file {file} {' and '.join(said)}: learn it anew with `python -m training`."
        )
