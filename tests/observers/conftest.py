from datetime import UTC, datetime

import pytest
import time_machine
from django.utils.translation import override


@pytest.fixture(autouse=True)
def english():
    """What is refused is said in English."""
    with override("en"):
        yield


@pytest.fixture
def before():
    """Noon in Astana, the day before the window of 20 November 2022."""
    with time_machine.travel(datetime(2022, 11, 14, 6, 0, tzinfo=UTC), tick=False) as moved:
        yield moved
