from datetime import datetime, timedelta, UTC
import pytest, time_machine
from tests.factories import announcements, forms, files, elections, people
T = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)

@pytest.mark.django_db
def test_probe(press_officer):
    p = files.picture(); d = files.document()
    with time_machine.travel(T - timedelta(hours=1), tick=False):
        page = forms.add_announcement(press_officer, "en", title="x", slug="x", go_live_at=T, text=forms.body("w", p, d))
        assert not page.live and page.latest_revision.approved_go_live_at == T
        e = elections.election(days=[T.date()], key_dates=[T, T.date()], areas=["Asia/Almaty"])
        assert e.live
        people.person()

def test_a(committed, visitor):
    from announcements.models import AnnouncementIndexPage
    assert AnnouncementIndexPage.objects.count() == 3
    announcements.announcement()

def test_b(committed, visitor):
    from announcements.models import AnnouncementIndexPage, AnnouncementPage
    assert AnnouncementIndexPage.objects.count() == 3
    assert not AnnouncementPage.objects.count()
    announcements.announcement()
    assert visitor.get("/sitemap.xml").status_code == 200
