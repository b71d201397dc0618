"""Everything of this app that the database knows: pages in `pages/`, the facts they stand on in `records/`."""

from announcements.pages.announcements import AnnouncementIndexPage, AnnouncementPage
from announcements.pages.events import EventIndexPage, EventPage
from announcements.pages.meetings import MeetingIndexPage, MeetingPage
from announcements.pages.posters import PosterIndexPage, PosterPage
from announcements.records.act_parts import ResolutionChange, ResolutionFile, Wording
from announcements.records.bodies import IssuingBody
from announcements.records.events import Event
from announcements.records.meetings import AgendaItem, AgendaResolution, Instruction, Meeting, MeetingDocument
from announcements.records.posters import Poster, PosterFile, Topic
from announcements.records.resolutions import Resolution

__all__ = [
    "AgendaItem",
    "AgendaResolution",
    "AnnouncementIndexPage",
    "AnnouncementPage",
    "Event",
    "EventIndexPage",
    "EventPage",
    "Instruction",
    "IssuingBody",
    "Meeting",
    "MeetingDocument",
    "MeetingIndexPage",
    "MeetingPage",
    "Poster",
    "PosterFile",
    "PosterIndexPage",
    "PosterPage",
    "Resolution",
    "ResolutionChange",
    "ResolutionFile",
    "Topic",
    "Wording",
]
