"""What a commission sets from outside. A missing setting is a sentence that says what to set."""

from __future__ import annotations

import json
import os
import re

from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()


def required(name: str, meaning: str) -> str:
    """The value of an environment variable that has no safe default.

    Raises ImproperlyConfigured with a sentence for the operator where it is missing or empty.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Set it to {meaning}.")
    return value


def matching(name: str, pattern: str, meaning: str) -> str:
    """A required value of a certain form. Raises ImproperlyConfigured with a sentence for any other."""
    value = required(name, meaning)
    if not re.fullmatch(pattern, value):
        raise ImproperlyConfigured(f"{name}={value!r} won't do. Set it to {meaning}.")
    return value


def texts(name: str, meaning: str) -> dict[str, str]:
    """A text per language, given as JSON: `{"kk": "…", "ru": "…"}`. The order of the keys is kept."""
    value = required(name, meaning)
    try:
        parsed = json.loads(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not JSON: {error}. Set it to {meaning}.") from error
    if (
        not isinstance(parsed, dict)
        or not parsed
        or not all(isinstance(text, str) and text for text in parsed.values())
    ):
        raise ImproperlyConfigured(f"{name} must give a text for each language. Set it to {meaning}.")
    return parsed
