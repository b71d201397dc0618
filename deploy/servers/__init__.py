"""The servers that tests may need. A new one: a module with a Server, and a line in SERVERS."""

from servers.base import Server
from servers.chromium import Chromium
from servers.nginx import Nginx
from servers.postgresql import PostgreSQL
from servers.redis import Redis

SERVERS: list[type[Server]] = [PostgreSQL, Redis, Nginx, Chromium]
