from wagtail.snippets.models import register_snippet

from portal.elections.viewsets import ElectionViewSet

register_snippet(ElectionViewSet)
