"""What an editor has written since, or in one language only, is in no place before it is approved."""

from __future__ import annotations

import pytest
from wagtail.models import Revision

from portal.accounts.roles import Role
from tests.announcements.doors import ONE, everywhere, fetched, mentioned, seen, text_of
from tests.announcements.instants import HOUR, NOW
from tests.announcements.planting import MAKE, SECTIONS, draft_of, files_of_the_draft, plant, word
from tests.factories.people import user
from tests.factories.sites import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.mark.parametrize("kind", SECTIONS)
def test_what_an_editor_wrote_since_is_in_no_place(kind, visitor, president):
    planted = plant(kind, election=president)
    draft_of(planted.record, kind)
    for code, page in planted.pages.items():
        page.title, page.lead, page.slug = (word("later", kind, code),) * 2 + (word("later", kind, code).lower(),)
        page.body = [("rich_text", f"<p>{word('later', kind, code)}</p>")]
        page.save_revision()
    later = {word("later", kind, code) for code in LANGUAGES}
    planted.page_words |= later
    assert seen(visitor, planted, later) == set()
    assert seen(visitor, planted, languages=ONE) == everywhere(planted)
    for code in LANGUAGES:
        assert not mentioned(text_of(visitor.get(f"/{code}/events/?month=2026-03")), later)
        assert visitor.get(f"/{code}/search/?q={word('later', kind, code)}").context["results"].found == []
    new = files_of_the_draft()
    assert bool(new) == (kind in {"meeting", "poster"})
    assert {visitor.get(address).status_code for address in new} <= {404}
    # Of the day that the draft names, its calendar says nothing.
    cell = visitor.get("/en/events/?month=2026-03").content.decode()
    assert "#d2026-03-21" not in cell


def test_words_that_an_approved_edit_took_away_find_nothing(visitor):
    """The search index of a page holds its meeting's agenda: an approved edit of the meeting must reach it."""
    planted = plant("meeting")
    before, after = word("item", "meeting", "en"), word("later", "meeting", "en")
    written = draft_of(planted.record, "meeting")
    Revision.objects.get(pk=written.pk).publish(user=user(Role.PRESS_OFFICER))
    slug = word("slug", "meeting", "en").lower()
    found = {one: slug in text_of(visitor.get(f"/en/search/?q={one}")) for one in (before, after)}
    assert found == {before: False, after: True}


def hide_translation(page, how):
    if how == "expired":
        type(page).objects.filter(pk=page.pk).update(expire_at=NOW)
        return
    type(page).objects.filter(pk=page.pk).update(expire_at=None)
    page.unpublish()
    if how == "scheduled":
        page.go_live_at = NOW + HOUR
        page.save_revision().publish(user=user(Role.PRESS_OFFICER))


@pytest.mark.parametrize("kind", MAKE)
def test_a_hidden_translation_is_named_by_no_other(kind, visitor, president):
    planted = plant(kind, election=president)
    hidden = {word(what, kind, "ru") for what in ("title", "slug", "lead", "body")}
    for how in ("expired", "unpublished", "scheduled"):
        hide_translation(planted.pages["ru"], how)
        assert seen(visitor, planted, hidden) == set(), how
        # Its picture isn't drawn either, although the key is that of visible pages.
        shares = [visitor.get(f"/{code}/share/{planted.key}.png").status_code for code in LANGUAGES]
        assert shares == [200, 404, 200], how
        # The facts are those of the languages that can still be read.
        assert fetched(visitor, planted) == set(planted.files), how
