"""Who may fetch an upload: an original, a rendition of it, a document."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from announcements.models import AnnouncementPage
from portal.accounts.roles import Role
from tests.factories import announcements, elections, files, forms, people

pytestmark = pytest.mark.django_db

T = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(T, tick=False):
        yield


@pytest.fixture(params=["original", "rendition", "document"])
def upload(request):
    """An upload and the address that is asked for."""
    if request.param == "document":
        document = files.document("zqfile.pdf")
        return document, document.url
    picture = files.picture("zqfile.png")
    return picture, (picture if request.param == "original" else files.rendition(picture)).file.url


def mark_public(file):
    type(file).objects.filter(pk=file.pk).update(public=True)


def expire(page):
    AnnouncementPage.objects.filter(pk=page.pk).update(expire_at=T)


def scheduled(file, client):
    text = forms.body("w", **({"document": file} if hasattr(file, "file_extension") else {"picture": file}))
    forms.add_announcement(client, "en", title="Soon", slug="soon", text=text, go_live_at=T + timedelta(seconds=1))


def drafted_edit(file, client):
    text = forms.body("w", **({"document": file} if hasattr(file, "file_extension") else {"picture": file}))
    forms.edit_announcement(client, announcements.announcement(), action=None, text=text)


# What happened to the file, and whether the public may have it.
STATES = {
    "nothing refers to it": (lambda f, r, c: None, False),
    "a draft": (lambda f, r, c: announcements.using(f, live=False), False),
    "a scheduled page": (lambda f, r, c: scheduled(f, c), False),
    "an unpublished edit of a live page": (lambda f, r, c: drafted_edit(f, c), False),
    "a live page": (lambda f, r, c: announcements.using(f), True),
    "an expired page": (lambda f, r, c: expire(announcements.using(f)), False),
    "an unpublished page": (lambda f, r, c: announcements.unpublish(announcements.using(f)), False),
    "an expired and a live page": (
        lambda f, r, c: (expire(announcements.using(f)), announcements.using(f)),
        True,
    ),
    "marked public": (lambda f, r, c: mark_public(f), True),
    "marked public and closed itself": (lambda f, r, c: (mark_public(f), r.closed.add(f.key)), False),
    "a closed page": (lambda f, r, c: r.closed.add(announcements.using(f).translation_key), False),
    "a closed and a visible page": (
        lambda f, r, c: (announcements.using(f), r.closed.add(announcements.using(f).translation_key)),
        False,
    ),
    "marked public, used by a closed page": (
        lambda f, r, c: (mark_public(f), r.closed.add(announcements.using(f).translation_key)),
        False,
    ),
    "an unlisted page": (lambda f, r, c: r.unlisted.add(announcements.using(f).translation_key), True),
}


@pytest.mark.parametrize("state", STATES)
def test_state_table(state, upload, visitor, restricted, press_officer):
    file, address = upload
    act, public = STATES[state]
    act(file, restricted, press_officer)
    assert visitor.get(address).status_code == (200 if public else 404)
    assert visitor.head(address).status_code == (200 if public else 404)


@pytest.mark.parametrize("state", [name for name, (_act, public) in STATES.items() if not public])
def test_an_editor_sees_what_is_not_public_and_no_cache_keeps_it(state, upload, restricted, press_officer):
    file, address = upload
    STATES[state][0](file, restricted, press_officer)
    response = press_officer.get(address)
    # What the law closes, nobody has at its public address.
    assert response.status_code == (404 if "closed" in state else 200)
    if response.status_code == 404:
        return
    assert response["Cache-Control"] == "private, no-store"
    assert "Expires" not in response


def test_an_account_without_the_admin_is_the_public(upload, login):
    _file, address = upload
    assert login().get(address).status_code == 404
    assert login(Role.AUDITOR).get(address).status_code == 200


def test_a_public_file_never_looks_at_the_session(upload, press_officer):
    file, address = upload
    mark_public(file)
    response = press_officer.get(address)
    assert response["Cache-Control"] == "public"
    assert "cookie" not in response.get("Vary", "").lower()


def test_what_is_not_public_and_what_is_missing_look_the_same(upload, visitor):
    _file, address = upload
    absent = "/files/documents/zqabsent.pdf"
    hidden, missing = visitor.get(address), visitor.get(absent)
    bodies = [answer.content.decode().replace(path, "") for answer, path in ((hidden, address), (missing, absent))]
    assert (hidden.status_code, bodies[0]) == (missing.status_code, bodies[1])
    assert dict(hidden.items()).keys() == dict(missing.items()).keys()


@pytest.mark.parametrize("verb", ["post", "put", "delete", "patch", "options"])
def test_other_verbs_tell_nothing(verb, upload, visitor):
    file, address = upload
    hidden = getattr(visitor, verb)(address).status_code
    mark_public(file)
    assert getattr(visitor, verb)(address).status_code == hidden == 405


@pytest.mark.parametrize(
    "name",
    [
        "zqabsent.pdf",
        "documents/",
        "../db.sqlite3",
        "..%2f..%2fmanage.py",
        "documents/../documents/zqfile.pdf",
        "%00",
        "documents/zqfile.pdf%00.png",
        "/etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "a" * 256,
        "a" * 5000,
        "%F0%9F%92%A9.pdf",
        "%FF%FE.pdf",
        "documents%5Czqfile.pdf",
    ],
    ids=lambda name: name[:20],
)
def test_other_names_are_missing(name, visitor):
    mark_public(files.document("zqfile.pdf"))
    assert visitor.get(f"/files/{name}").status_code == 404


def test_a_file_gone_from_the_disk_is_missing_not_an_error(upload, visitor):
    file, address = upload
    mark_public(file)
    storage = file.file.storage
    storage.delete(address.removeprefix("/files/"))
    assert visitor.get(address).status_code == 404


def test_an_unchanged_file_is_not_sent_again(upload, visitor):
    file, address = upload
    mark_public(file)
    first = visitor.get(address)
    assert b"".join(first.streaming_content)
    assert visitor.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert visitor.get(address, headers={"if-none-match": '"other"'}).status_code == 200
    assert visitor.get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304


def test_a_validator_opens_nothing_that_was_closed_since(upload, visitor, restricted):
    file, address = upload
    mark_public(file)
    etag = visitor.get(address)["ETag"]
    restricted.closed.add(file.key)
    assert visitor.get(address, headers={"if-none-match": etag}).status_code == 404


@pytest.mark.parametrize("value", ["bytes=0-3", "bytes=-1", "bytes=99999-", "bytes=3-1", "lines=1", "bytes=a"])
def test_a_range_is_no_error(value, upload, visitor):
    file, address = upload
    mark_public(file)
    assert visitor.get(address, headers={"range": value}).status_code in {200, 206, 416}


@pytest.mark.parametrize(
    ("name", "content", "disposition"),
    [
        ("zqfile.pdf", files.PDF, "inline"),
        ("zqfile.docx", b"PK\x03\x04", "attachment"),
        ("zqfile.csv", b"=1+1", "attachment"),
        ("zqfile.txt", b"<script>", "inline"),
        ("Қаулы №103 «жоба».pdf", files.PDF, "inline"),
    ],
)
def test_a_file_is_never_read_as_something_else(name, content, disposition, visitor):
    document = files.document(name, content=content, public=True)
    response = visitor.get(document.url)
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"].startswith(disposition)
    response["Content-Disposition"].encode("ascii")
    assert "html" not in response["Content-Type"]


def test_a_cyrillic_name_is_saved_under_its_own_letters(visitor):
    """RFC 6266: `filename*` in UTF-8, so that a reader's computer shows the letters, not question marks."""
    document = files.document("Қаулы.docx", content=b"PK\x03\x04", public=True)
    assert "filename*=utf-8''%D2%9A" in visitor.get(document.url)["Content-Disposition"]


def test_what_somebody_who_is_quoted_shows_is_seen_through_the_page(visitor):
    """A file is followed through records that have no address of their own; a speaker holds no file yet."""
    document = files.document()
    person = people.person()
    quote = ("quote", {"text": "Words", "speaker": person, "said_on": None, "occasion": ""})
    announcements.announcement(body=[quote, ("documents", {"documents": [document]})])
    assert visitor.get(document.url).status_code == 200


def test_an_election_that_nobody_approved_shows_no_file(visitor):
    elections.election(live=False)
    assert visitor.get(files.document().url).status_code == 404
