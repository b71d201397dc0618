from __future__ import annotations

import pytest

from tests.search.stations.importing import Files


@pytest.fixture
def files(db, tmp_path):
    """A folder for files to import."""
    return Files(tmp_path)
