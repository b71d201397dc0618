"""Polling organisations with their notices, and polls with figures: published as two people would have done it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from tests.factories import elections, records
from tests.factories.records import texts

_number = count(1)
VOTING_DAY = date(2022, 11, 20)
NOTIFIED_ON = date(2022, 10, 7)
# Answer, percent, people, whether it is no opinion: of 1,600 people.
ANSWERS = (("Yes", "46.2", 739, False), ("No", "41.4", 663, False), ("Don't know", "12.4", 198, True))


def election(**fields):
    """The presidential election of 20 November 2022, in the commission's zone."""
    return elections.election(**{"days": [VOTING_DAY], "called_on": date(2022, 9, 21), **fields})


def notice(of, **fields):
    from observers.models import Notice

    return Notice(**{"election": of, "notified_on": NOTIFIED_ON, "as_of": NOTIFIED_ON, **fields})


def organisation(*notices, live=True, documents=(), **fields):
    """An organisation that notified the commission as its notices say."""
    from observers.models import OrganisationDocument, PollingOrganisation

    number = next(_number)
    values = {"name": texts(f"Institute {number}"), "slug": f"institute-{number}", **fields}
    parts = {"notices": notices, "documents": [OrganisationDocument(document=file) for file in documents]}
    return records.kept(PollingOrganisation(**values), live, parts)


def question(answers=ANSWERS, wording="Are you going to vote?", **fields):
    from observers.models import Answer, Question

    made = Question(wording=texts(wording), **fields)
    made.answers = [
        Answer(text=texts(text), percent=Decimal(percent), people=people, is_other=is_other)
        for text, percent, people, is_other in answers
    ]
    return made


def poll(*, live=True, questions=None, **fields):
    """A poll of 1,600 people in the first days of November 2022 by an organisation that had notified."""
    from observers.models import Poll

    of = fields.pop("election", None) or election()
    values = {
        "name": f"Poll {next(_number)}",
        "election": of,
        "organisation": fields.pop("organisation", None) or organisation(notice(of)),
        "ordered_by": texts("The foundation"),
        "paid_by": texts("The foundation"),
        "fieldwork_from": date(2022, 11, 1),
        "fieldwork_until": date(2022, 11, 8),
        "method": texts("Telephone, random sample"),
        "respondents": 1600,
        "error": Decimal("2.5"),
    }
    return records.kept(Poll(**values | fields), live, {"questions": questions or [question()]})
