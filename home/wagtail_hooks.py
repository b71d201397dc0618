from wagtail.snippets.models import register_snippet

from home.viewsets import AlertBannerViewSet

register_snippet(AlertBannerViewSet)
