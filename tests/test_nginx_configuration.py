"""The configuration of nginx that a commission gets: whole, or a sentence that says what is wrong."""

from __future__ import annotations

import pytest

from deploy.nginx.configure import PLACE, configuration

GIVEN = {"HOST": "www.example.org", "CERTIFICATE": "/tls/chain.pem", "KEY": "/tls/key.pem", "MEDIA": "/srv/media"}


def test_every_place_is_filled_in():
    text = configuration({**GIVEN, "PORTAL": "127.0.0.1:8001"})
    assert not PLACE.search(text)
    assert "server 127.0.0.1:8001;" in text
    assert "alias /srv/media/;" in text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({**GIVEN, "KEY": ""}, "KEY: give a value"),
        ({"HOST": "www.example.org"}, "CERTIFICATE, KEY, MEDIA: give a value"),
        ({**GIVEN, "PORT": "80"}, "There is no PORT"),
        ({**GIVEN, "HOST": "a.org; return 200"}, "HOST: spaces"),
        ({**GIVEN, "MEDIA": "/srv/$host"}, "MEDIA: spaces"),
    ],
)
def test_a_wrong_value_is_named_in_a_sentence(values, said):
    with pytest.raises(ValueError, match=said):
        configuration(values)


def test_nothing_stale_is_ever_given_out():
    text = configuration(GIVEN)
    assert "proxy_cache_valid " not in text
    assert "proxy_ignore_headers" not in text
    assert "proxy_cache_use_stale off;" in text
    assert "proxy_cache_background_update off;" in text
