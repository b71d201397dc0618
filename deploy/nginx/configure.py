"""Writes the portal's nginx configuration to the standard output, with this machine's own values filled in.

    python deploy/nginx/configure.py HOST=www.example.org CERTIFICATE=/…/fullchain.pem KEY=/…/privkey.pem MEDIA=/…/media

What has a usual value may be left out: see USUAL.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

TEMPLATE = Path(__file__).parent / "saylau.conf"
USUAL = {"CACHE": "/var/cache/nginx/saylau", "HTTP": "80", "HTTPS": "443", "PORTAL": "127.0.0.1:8000"}
PLACE = re.compile(r"@([A-Z]+)@")
# What would end a directive and begin another.
FOREIGN = re.compile(r"[\s;{}\"'$\\#]")


def configuration(values: Mapping[str, str]) -> str:
    """The configuration with these values. Raises ValueError, with a sentence, for a missing, unknown or unsafe one."""
    text = TEMPLATE.read_text("utf-8")
    names = set(PLACE.findall(text))
    known = {**USUAL, **values}
    if unknown := sorted(known.keys() - names):
        raise ValueError(f"There is no {', '.join(unknown)} in {TEMPLATE.name}.")
    if missing := sorted(name for name in names if not known.get(name)):
        raise ValueError(f"{', '.join(missing)}: give a value, such as {missing[0]}=…")
    if unsafe := sorted(name for name, value in known.items() if FOREIGN.search(value)):
        raise ValueError(f"{', '.join(unsafe)}: spaces, quotes, dollars, hashes, semicolons and braces can't be used.")
    return PLACE.sub(lambda found: known[found[1]], text)


def main(arguments: list[str]) -> int:
    if wrong := [one for one in arguments if "=" not in one]:
        sys.exit(f"{wrong[0]}: write NAME=value.\n{__doc__}")
    try:
        print(configuration(dict(one.split("=", 1) for one in arguments)), end="")
    except ValueError as error:
        sys.exit(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
