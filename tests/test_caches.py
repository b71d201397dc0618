"""A cache that fell is slower, and never wrong."""

from __future__ import annotations

import socket

import pytest
from django.core.cache import caches

from tests.factories import announcements

pytestmark = pytest.mark.django_db


@pytest.fixture
def fallen(settings):
    """A Redis that nobody runs: the port was free a moment ago, and stays bound so that no one takes it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = f"redis://127.0.0.1:{taken.getsockname()[1]}/0"
        settings.CACHES = {
            "default": {
                "BACKEND": "portal.caches.ForgivingRedisCache",
                "LOCATION": server,
                "KEY_FUNCTION": "portal.publication.cache_keys.make_key",
            }
        }
        yield caches["default"]


def test_every_page_is_answered_while_the_cache_is_down(fallen, visitor):
    page = announcements.announcement("en")
    for path in ("/en/", page.url_path, "/en/announcements/feed/", f"/en/share/{page.translation_key}.png"):
        assert visitor.get(path).status_code == 200, path


def test_what_it_cannot_do_is_a_miss(fallen):
    assert fallen.get("key", "otherwise") == "otherwise"
    fallen.set("key", 1)
    assert fallen.add("key", 1)
    assert not fallen.touch("key")
    assert not fallen.delete("key")
    assert fallen.get_many(["key"]) == {}
    assert not fallen.has_key("key")
    assert fallen.set_many({"key": 1}) == ["key"]
    fallen.delete_many(["key"])
    assert fallen.get_or_set("key", 2) == 2
