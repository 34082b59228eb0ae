"""How much one conversation or one address may send."""

import time

from limits import parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter


class TooMany(Exception):
    """A limit is reached. `retry_after`: whole seconds until it is worth trying again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after


class Limits:
    """Counts in this process's memory."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def take(self, rule: str, *who: str) -> None:
        """Count one use by `who` under `rule` ("20/minute; 200/hour"). Raises TooMany, counting nothing, if it is used up."""
        items = parse_many(rule)
        for item in items:
            if not await self._limiter.test(item, *who):
                reset_at, _ = await self._limiter.get_window_stats(item, *who)
                raise TooMany(max(1, round(reset_at - time.time())))
        for item in items:
            await self._limiter.hit(item, *who)
