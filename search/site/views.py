from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search.site.results import Results


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search in the pages of one language. Raises Http404 for a page of results that doesn't exist."""
    results = Results(
        typed=request.GET.get("q", ""),
        section=request.GET.get("type", ""),
        page=request.GET.get("page", ""),
        language=get_language() or "",
    )
    return TemplateResponse(request, "search/search.html", {"results": results})
