"""The demonstration's register of polling organisations, and its invented polls."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings

from home.demo.source import key_for, read
from observers.models import Answer, Notice, Poll, PollingOrganisation, Question
from portal.accounts.models import User
from portal.elections.models import Election
from portal.i18n.texts import Texts

# The election of which they notified the commission.
ELECTION = "president-2022"


def polls(elections: dict[str, Election], author: User, approver: User) -> dict[str, Poll]:
    """The polls by name; the organisations stand in the register before. Two people publish both."""
    texts = read("polls")
    organisations = {
        row["key"]: _organisation(row, elections[ELECTION], author, approver) for row in texts["organisation"]
    }
    found = {}
    for row in texts["poll"]:
        poll = Poll.objects.filter(key=key_for("poll", row["key"])).first()
        if poll is None:
            poll = _poll(row, elections[row["election"]], organisations[row["organisation"]])
            poll.save_revision(user=author).publish(user=approver)
        found[row["key"]] = poll
    return found


def _organisation(row: dict[str, Any], election: Election, author: User, approver: User) -> PollingOrganisation:
    key = key_for("polling organisation", row["key"])
    known = PollingOrganisation.objects.filter(key=key).first()
    if known is not None:
        return known
    organisation = PollingOrganisation(
        key=key,
        slug=row["key"],
        name=Texts(row["name"]),
        aliases="\n".join(row["aliases"]),
        note=Texts(row.get("note", {})),
    )
    parts: Any = organisation  # modelcluster takes lists where Django's types know a manager
    parts.notices = [
        Notice(
            election=election,
            notified_on=row.get("notified_on"),
            as_of=row["as_of"],
            years_of_experience=row.get("years_of_experience"),
            regions=Texts(row.get("regions", {})),
            methods=Texts(row.get("methods", {})),
            ended_on=row.get("ended_on"),
            end=row.get("end", ""),
            reason=Texts(row.get("reason", {})),
        )
    ]
    organisation.full_clean()
    organisation.save()
    organisation.save_revision(user=author).publish(user=approver)
    organisation.refresh_from_db()
    return organisation


def _poll(row: dict[str, Any], election: Election, organisation: PollingOrganisation) -> Poll:
    poll = Poll(
        key=key_for("poll", row["key"]),
        name=row[settings.LANGUAGE_CODE]["title"],
        kind=row["kind"],
        election=election,
        organisation=organisation,
        fieldwork_from=row["fieldwork_from"],
        fieldwork_until=row["fieldwork_until"],
        respondents=row["respondents"],
        error=Decimal(row["error"]),
        confidence=Decimal(row["confidence"]) if "confidence" in row else None,
        **{name: Texts(row.get(name, {})) for name in ("ordered_by", "paid_by", "method", "population", "note")},
    )
    parts: Any = poll
    parts.questions = [_question(question) for question in row["question"]]
    poll.full_clean()
    poll.save()
    return poll


def _question(row: dict[str, Any]) -> Question:
    question: Any = Question(wording=Texts(row["wording"]))
    question.answers = [
        Answer(
            text=Texts(answer["text"]),
            percent=Decimal(answer["percent"]),
            people=answer.get("people"),
            is_other=answer.get("no_opinion", False),
        )
        for answer in row["answer"]
    ]
    return question
