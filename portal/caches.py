"""Redis as a help and never a need: while it doesn't answer, nothing is found in it and nothing is kept."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from portal import clock

# Long for a cache that is well, short for a visitor who waits.
PATIENCE = 0.3
# How long a cache that didn't answer is left alone, so that not every visitor waits for it.
REST = timedelta(seconds=5)
logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's own. What it can't do now is a miss, as if it had never been kept."""

    down_since: datetime | None = None

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
        super().__init__(server, {**params, "OPTIONS": {**patience, **params.get("OPTIONS", {})}})

    def _or(self, otherwise: Any, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        now = clock.now()
        if self.down_since is not None and self.down_since <= now < self.down_since + REST:
            return otherwise
        try:
            answer = act(*args, **kwargs)
        except (RedisError, OSError):
            logger.warning("The cache does not answer: everything is worked out anew.", exc_info=True)
            self.down_since = now
            return otherwise
        self.down_since = None
        return answer

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(True, super().add, *args, **kwargs)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._or(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(None, super().set, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(False, super().touch, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(False, super().delete, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._or({}, super().get_many, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(False, super().has_key, *args, **kwargs)

    def set_many(self, data: dict[Any, Any], *args: Any, **kwargs: Any) -> Any:
        return self._or(list(data), super().set_many, data, *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(None, super().delete_many, *args, **kwargs)

    def clear(self) -> Any:
        return self._or(False, super().clear)
