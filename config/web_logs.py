"""The web server's own logs, without the tokens that some addresses hold."""

from typing import Any

from gunicorn.glogging import Logger

from config.logs import Discreet


class DiscreetLogger(Logger):  # type: ignore[misc]
    """Gunicorn's logger (--logger-class) with tokens taken out of accesses and errors."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.access_log.addFilter(Discreet())
        self.error_log.addFilter(Discreet())
