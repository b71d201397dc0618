"""The servers that tests may need. A new one: a module with a Server, and a line in SERVERS."""

from servers.base import Server
from servers.chromium import Chromium
from servers.postgresql import PostgreSQL

SERVERS: list[type[Server]] = [PostgreSQL, Chromium]
