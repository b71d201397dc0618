from __future__ import annotations

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class GuardedFileSystemStorage(FileSystemStorage):
    """Uploads on disk, outside every web root. Their only address is `/files/…`, behind `portal.files.views`."""
