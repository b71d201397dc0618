"""schema.org descriptions of meetings, events, posters and acts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from announcements.enums import AppointmentState, ChangeKind, Stage
from content.feeds import absolute
from content.structured_data import organization

if TYPE_CHECKING:
    from announcements.acts import Act
    from announcements.pages.appointments import AppointmentPage
    from announcements.pages.posters import PosterPage

STATUS = {
    AppointmentState.ANNOUNCED: "EventScheduled",
    AppointmentState.HELD: "EventScheduled",
    AppointmentState.MOVED: "EventRescheduled",
    AppointmentState.CANCELLED: "EventCancelled",
}


def appointment(page: AppointmentPage) -> dict[str, Any]:
    """A meeting or event, with the time before where it was moved. schema.org/Event."""
    record, language = page.record, page.locale.language_code
    described: dict[str, Any] = {
        "@type": "Event",
        "name": page.title,
        "startDate": record.starts.isoformat(),
        "eventStatus": f"https://schema.org/{STATUS[AppointmentState(record.state)]}",
        "organizer": organization(language),
        "url": absolute(page.url or ""),
    }
    if record.ends:
        described["endDate"] = record.ends.isoformat()
    if record.state == AppointmentState.MOVED:
        described["previousStartDate"] = record.was_planned.isoformat()
    if place := record.place.spoken.text:
        described["location"] = {"@type": "Place", "name": place, "address": place}
    return described


def event(page: AppointmentPage) -> dict[str, Any]:
    """An event page."""
    described = appointment(page) if page.record else {"@type": "Event", "name": page.title}
    return {
        "@context": "https://schema.org",
        **described,
        "description": page.lead,
        "inLanguage": page.locale.language_code,
    }


def poster(page: PosterPage) -> dict[str, Any]:
    """A poster with its files of the page's language. schema.org/CreativeWork."""
    language = page.locale.language_code
    described = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": page.title,
        "description": page.lead,
        "inLanguage": language,
        "url": absolute(page.url or ""),
        "publisher": organization(language),
    }
    if page.record is None:
        return described
    files = [row.document for row in page.record.files_in(language)]
    return {
        **described,
        "license": {"@type": "CreativeWork", "name": page.record.licence},
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": absolute(file.url),
                "encodingFormat": file.content_type,
                "contentSize": str(file.file_size or 0),
            }
            for file in files
        ],
    }


def act(act: Act, day: date) -> dict[str, Any]:
    """A resolution as it stands on a day. schema.org/Legislation."""
    record = act.resolution
    force = "InForce" if act.consolidated(day).stage == Stage.IN_FORCE else "NotInForce"
    changes: dict[str, list[str]] = {ChangeKind.AMENDS: [], ChangeKind.REPEALS: []}
    for change in act.public_changes:
        changes[change.kind].append(absolute(change.target.path(act.language)))
    described = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "legislationIdentifier": record.number,
        "name": act.title,
        "inLanguage": act.spoken.language,
        "legislationDate": record.date.isoformat(),
        "legislationLegalForce": f"https://schema.org/{force}",
        "legislationPassedBy": [
            {"@type": "GovernmentOrganization", "name": body.name.spoken.text}
            for body in (record.body, *record.co_issuers.all())
        ],
        "url": absolute(record.path(act.language)),
    }
    if changes[ChangeKind.AMENDS]:
        described["legislationChanges"] = changes[ChangeKind.AMENDS]
    if changes[ChangeKind.REPEALS]:
        described["legislationRepeals"] = changes[ChangeKind.REPEALS]
    return described
