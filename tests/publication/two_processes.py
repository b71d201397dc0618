"""One process of two on a test's database: waits for its partner, then answers one visitor at an instant."""

import os
import sys
from datetime import datetime
from pathlib import Path

import django
import time_machine

django.setup()

from django.test import Client  # noqa: E402


def main(instant, path, own, partner):
    client = Client(raise_request_exception=False)
    with time_machine.travel(datetime.fromisoformat(instant), tick=False):
        client.get("/livez")
        Path(own).touch()
        # Not a pause: the two must be at the same line before either of them goes on.
        while not Path(partner).exists():
            os.sched_yield()
        sys.stdout.write(str(client.get(path).status_code))


main(*sys.argv[1:])
