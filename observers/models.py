"""What the rest of the portal may know of polls."""

from observers.pages import PollIndexPage, PollPage
from observers.records.organisations import Notice, OrganisationDocument, PollingOrganisation
from observers.records.polls import Answer, Poll, Question

__all__ = [
    "Answer",
    "Notice",
    "OrganisationDocument",
    "Poll",
    "PollIndexPage",
    "PollPage",
    "PollingOrganisation",
    "Question",
]
