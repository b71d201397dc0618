"""All files of a poster in one language, as one archive: exactly those that may be had one by one."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.base import ContentFile

from announcements.models import PosterFile
from tests.announcements.posters import MP4, PNG, archive, document, unpacked
from tests.factories import announcements, files, records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def filled():
    """A poster with three files in Kazakh and one in Russian, its pages, and the bytes by language."""
    contents = {
        "kk": {"a3": files.pdf(297, 420), "square": PNG, "radio_script": "сөздер".encode()},
        "ru": {"story": PNG},
    }
    ends = {"a3": "pdf", "square": "png", "radio_script": "txt", "story": "png"}
    rows = [
        (language, kind, document(f"{kind}-{language}.{ends[kind]}", content))
        for language, kinds in reversed(contents.items())
        for kind, content in reversed(kinds.items())
    ]
    return records.pages(records.poster(files=rows), slug="filled"), contents


def test_an_archive_holds_exactly_the_files_of_its_language(visitor, filled):
    pages, contents = filled
    names = {
        "kk": ["filled-kk-1-a3.pdf", "filled-kk-2-square.png", "filled-kk-3-radio_script.txt"],
        "ru": ["filled-ru-1-story.png"],
    }
    for language in ("kk", "ru"):
        response = visitor.get(archive(pages[language]))
        assert response.headers["Content-Type"] == "application/zip"
        assert response.headers["Content-Disposition"] == f'attachment; filename="filled-{language}.zip"'
        packed = unpacked(response)
        assert packed.testzip() is None
        assert packed.namelist() == names[language]
        assert [packed.read(name) for name in names[language]] == list(contents[language].values())


def test_there_is_no_archive_without_files_and_no_link_to_one(visitor, filled):
    pages, _contents = filled
    assert visitor.get(archive(pages["en"])).status_code == 404
    assert visitor.get(archive(records.page(records.poster()))).status_code == 404
    linked = {language: "files.zip" in visitor.get(page.url).content.decode() for language, page in pages.items()}
    # One file needs no archive.
    assert linked == {"kk": True, "ru": False, "en": False}


def test_the_same_files_make_the_same_archive_whoever_asks_and_whenever(visitor, filled):
    pages, _contents = filled
    path = archive(pages["kk"])
    first = visitor.get(path)
    data = b"".join(first.streaming_content)
    assert int(first.headers["Content-Length"]) == len(data)
    with time_machine.travel(datetime(2027, 1, 1, tzinfo=UTC), tick=False):
        again = visitor.get(path)
        assert b"".join(again.streaming_content) == data
        assert again.headers["ETag"] == first.headers["ETag"]


def test_an_unchanged_archive_is_not_sent_again(visitor, filled):
    path = archive(filled[0]["kk"])
    tag = visitor.get(path).headers["ETag"]
    for given in (tag, f"W/{tag}", f'"other", {tag}'):
        answer = visitor.get(path, headers={"if-none-match": given})
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    assert visitor.get(path, headers={"if-none-match": '"other"'}).status_code == 200
    head = visitor.head(path)
    assert (head.status_code, b"".join(head.streaming_content), head.headers["ETag"]) == (200, b"", tag)
    assert visitor.head(path, headers={"if-none-match": tag}).status_code == 304
    assert "Expires" in head.headers


# One after the other, to the same file.
CHANGED = {
    "other bytes": lambda row: row.document.file.save("other.pdf", ContentFile(files.pdf(100, 100)), save=True),
    "another name": lambda row: row.document.file.save("other.zip", ContentFile(files.pdf(100, 100)), save=True),
    "another format": lambda row: PosterFile.objects.filter(pk=row.pk).update(format="print"),
    "one file less": lambda row: row.delete(),
}


def test_an_archive_of_other_bytes_has_another_etag(visitor, filled):
    path = archive(filled[0]["kk"])
    first = visitor.get(path)
    known = [(b"".join(first.streaming_content), first.headers["ETag"])]
    key = PosterFile.objects.get(language="kk", format="a3").pk
    for how, change in CHANGED.items():
        change(PosterFile.objects.get(pk=key))
        again = visitor.get(path, headers={"if-none-match": known[-1][1]})
        assert again.status_code == 200, how
        data, tag = b"".join(again.streaming_content), again.headers["ETag"]
        assert data not in [other for other, _tag in known], how
        assert tag not in [other for _data, other in known], how
        known.append((data, tag))


def test_a_closed_file_is_missing_in_the_archive(visitor, restricted, filled):
    pages, _contents = filled
    path = archive(pages["kk"])
    tag = visitor.get(path).headers["ETag"]
    row = PosterFile.objects.get(language="kk", format="square")
    restricted.closed.add(row.document.key)
    assert visitor.get(row.document.url).status_code == 404
    assert [name.partition("-kk-")[2] for name in unpacked(visitor.get(path)).namelist()] == [
        "1-a3.pdf",
        "2-radio_script.txt",
    ]
    assert visitor.get(path, headers={"if-none-match": tag}).status_code == 200
    for other in PosterFile.objects.filter(language="kk"):
        restricted.closed.add(other.document.key)
    assert visitor.get(path).status_code == 404
    assert visitor.get(path, headers={"if-none-match": tag}).status_code == 404


def test_a_file_that_a_closed_page_uses_too_is_missing_in_the_archive(visitor, restricted, filled):
    pages, _contents = filled
    row = PosterFile.objects.get(language="kk", format="square")
    restricted.closed.add(announcements.using(row.document).translation_key)
    assert len(unpacked(visitor.get(archive(pages["kk"]))).namelist()) == 2


def test_a_file_gone_from_the_disk_is_no_error(visitor, filled):
    pages, _contents = filled
    row = PosterFile.objects.get(language="kk", format="square")
    row.document.file.storage.delete(row.document.file.name)
    path = archive(pages["kk"])
    assert visitor.get(pages["kk"].url).status_code == 200
    answer = visitor.get(path)
    assert answer.status_code in {200, 404}
    if answer.status_code == 200:
        assert len(unpacked(answer).namelist()) == 2
    only = PosterFile.objects.get(language="ru")
    only.document.file.storage.delete(only.document.file.name)
    assert visitor.get(archive(pages["ru"])).status_code == 404


def test_names_in_an_archive_lead_nowhere_else(visitor):
    rows = [
        ("en", "print", document("a\\b..txt", b"a")),
        ("en", "print", document("пароль & co.pdf", files.PDF)),
    ]
    page = records.page(records.poster(files=rows), slug="safe")
    assert unpacked(visitor.get(archive(page))).namelist() == ["safe-en-1-print.txt", "safe-en-2-print.pdf"]


def test_an_archive_larger_than_memory_is_given_out_whole(visitor, monkeypatch):
    from announcements import poster_archive

    monkeypatch.setattr(poster_archive, "IN_MEMORY", 100)
    content = PNG + bytes(300_000)
    page = records.page(records.poster(files=[("en", "video", document(f"{n}.mp4", MP4 + content)) for n in range(2)]))
    response = visitor.get(archive(page))
    length = int(response.headers["Content-Length"])
    data = b"".join(response.streaming_content)
    assert len(data) == length > 600_000
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
