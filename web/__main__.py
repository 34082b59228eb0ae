"""The web process: `python -m web`."""

import uvicorn

from web.app import create_app
from web.settings import settings


def main() -> None:
    """Serve until told to stop."""
    config = settings()
    uvicorn.run(
        create_app(config),
        host=config.host,
        port=config.port,
        forwarded_allow_ips=config.trusted_proxies,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=3,
    )


if __name__ == "__main__":
    main()
