"""What is published and not in a new import: the registrar and the second person are told before they publish it."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef

from search.stations.imports.findings import Finding, Findings
from search.stations.imports.messages import Code
from search.stations.models import DatasetVersion, Precinct, PublishedVersion

# Of a hundred published stations; more than that is rather a mistake in a file than a change.
USUAL_PERCENTAGE = 5


def check_vanished(version: DatasetVersion, file: str, findings: Findings) -> None:
    """Warn of an election that is named no longer, regions that lose every station, a country that loses over 5 %."""
    pointer = PublishedVersion.objects.select_related("version__election").first()
    if pointer is None:
        return
    if version.election is None and pointer.version.election is not None:
        slug = pointer.version.election.slug
        findings.add(Finding(file, None, "", Code.ELECTION_VANISHES, slug, "", {"slug": slug}))
    version_id = version.pk
    same = Precinct.objects.filter(version_id=version_id, uid=OuterRef("uid"))
    published = Precinct.objects.filter(version_id=pointer.version_id)
    total, gone = published.count(), published.filter(~Exists(same)).count()
    if gone * 100 > total * USUAL_PERCENTAGE:
        told = {"count": gone, "total": total}
        findings.add(Finding(file, None, "number", Code.STATIONS_VANISH, str(gone), "", told))
    left = set(Precinct.objects.filter(version_id=version_id).values_list("region__code", flat=True).distinct())
    regions = published.order_by("region__code").values_list("region__code").annotate(Count("pk"))
    for code, count in regions:
        if code not in left:
            told = {"region": code, "count": count}
            findings.add(Finding(file, None, "region_code", Code.REGION_VANISHES, code, "", told))
