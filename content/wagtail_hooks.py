from wagtail.snippets.models import register_snippet

from content.viewsets import PeopleViewSetGroup

register_snippet(PeopleViewSetGroup)
