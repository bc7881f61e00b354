"""A Ray cluster to work on, for libraries past one machine (extra ``ray``)."""

import logging
import os
from typing import Any, Final

from errors import RapporteurError
from settings import Settings

LOCAL: Final = "local"
"""In place of an address: a cluster of this machine's own, which ends with the program."""


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
        raise RapporteurError(
            f"No Ray cluster can be used at “{settings.ray}” ({' '.join(str(error).split())[:200]}): "
            f"begin one with “ray start --head”, or say --ray {LOCAL}."
        ) from error
    return ray


def processors(ray: Any) -> int:  # noqa: ANN401 - as above
    """How many processors the cluster has now."""
    return max(1, int(ray.cluster_resources().get("CPU", 1)))
