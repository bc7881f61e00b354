"""A Ray cluster to work on, for libraries past one machine (extra ``ray``)."""

import logging
import os
import socket
from typing import Any, Final

from errors import RapporteurError
from settings import Settings

LOCAL: Final = "local"
"""In place of an address: a cluster of this machine's own, which ends with the program."""

_NOBODY: Final = (
    f"No Ray cluster answers at “{{}}” ({{}}): begin one with “ray start --head”, or say --ray {LOCAL}."
)


def connect(settings: Settings) -> Any:  # noqa: ANN401 - Ray is an extra: its types may be absent
    """Ray's module, connected to the cluster that the settings name.

    Every machine of the cluster needs this release of the program. Ray sends no usage statistics.

    Raises:
        RapporteurError: Ray is not installed, or no cluster answers.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # silences a warning on graphics cards
    try:
        import ray
    except ImportError as error:
        raise RapporteurError("--ray needs Ray: install it with “pip install 'rapporteur[ray]'”.") from error
    if ray.is_initialized():
        return ray
    if settings.ray not in {LOCAL, "auto"}:
        _knock(settings.ray)
    options: dict[str, Any] = {"num_cpus": settings.workers} if settings.ray == LOCAL else {}
    try:
        ray.init(
            address=settings.ray,
            include_dashboard=False if settings.ray == LOCAL else None,
            logging_level=logging.ERROR,
            log_to_driver=False,
            **options,
        )
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
        reason = " ".join(str(error).split())[:200]
        raise RapporteurError(_NOBODY.format(settings.ray, reason)) from error
    return ray


def _knock(address: str) -> None:
    """Make sure that something listens at HOST:PORT; Ray itself would wait for minutes, then end the program.

    Raises:
        RapporteurError: nothing does, or it is no address.
    """
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.removeprefix("ray://"), int(port)), timeout=5).close()
    except (OSError, ValueError) as error:
        raise RapporteurError(_NOBODY.format(address, error)) from error


def processors(ray: Any) -> int:  # noqa: ANN401 - as above
    """How many processors the cluster has now."""
    return max(1, int(ray.cluster_resources().get("CPU", 1)))
