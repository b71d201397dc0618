"""What a WSGI server runs: `granian --interface wsgi portal.wsgi:application`."""

import os
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.base")

application: WSGIApplication
if settings.CLOCK:  # Production's settings refuse it.
    from deploy.moved_clock import MovedClock

    application = MovedClock(get_wsgi_application, settings.CLOCK, settings.VAR_DIR / "clock-origin")
else:
    application = get_wsgi_application()
