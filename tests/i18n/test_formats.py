"""How a date, a time and a number read in each language."""

from datetime import date, datetime, time

import pytest
from django.utils import formats
from django.utils.translation import override

from portal.i18n.templatetags.typography import number

MEETING = datetime(2022, 11, 14, 19, 10)


@pytest.mark.parametrize(
    ("lang", "name", "text"),
    [
        ("kk", "DATE_FORMAT", "2022 жылғы 14 қараша"),
        ("kk", "MONTH_DAY_FORMAT", "14 қараша"),
        ("kk", "YEAR_MONTH_FORMAT", "2022 жылғы қараша"),
        ("kk", "DATETIME_FORMAT", "2022 жылғы 14 қараша, 19:10"),
        ("kk", "SHORT_DATE_FORMAT", "14.11.2022"),
        ("kk", "SHORT_DATETIME_FORMAT", "14.11.2022 19:10"),
        ("ru", "DATE_FORMAT", "14 ноября 2022 г."),
        ("ru", "MONTH_DAY_FORMAT", "14 ноября"),
        ("ru", "YEAR_MONTH_FORMAT", "Ноябрь 2022 г."),
        ("ru", "DATETIME_FORMAT", "14 ноября 2022 г., 19:10"),
        ("ru", "SHORT_DATE_FORMAT", "14.11.2022"),
        ("ru", "SHORT_DATETIME_FORMAT", "14.11.2022 19:10"),
        ("en", "DATE_FORMAT", "14 November 2022"),
        ("en", "MONTH_DAY_FORMAT", "14 November"),
        ("en", "YEAR_MONTH_FORMAT", "November 2022"),
        ("en", "DATETIME_FORMAT", "14 November 2022, 19:10"),
        ("en", "SHORT_DATE_FORMAT", "14/11/2022"),
        ("en", "SHORT_DATETIME_FORMAT", "14/11/2022 19:10"),
    ],
)
def test_a_date_reads_as_an_office_writes_it(lang, name, text):
    with override(lang):
        assert formats.date_format(MEETING, name) == text


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_times_have_24_hours_and_weeks_begin_on_monday(lang):
    with override(lang):
        assert [formats.time_format(time(hour)) for hour in (7, 20)] == ["7:00", "20:00"]
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_kazakh_names_every_month_in_lower_case():
    with override("kk"):
        months = [formats.date_format(date(2022, month, 1), "E") for month in range(1, 13)]
    expected = "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
    assert months == expected.split()


def test_kazakh_names_the_days_of_the_week():
    week = [date(2022, 11, day) for day in range(14, 21)]
    with override("kk"):
        assert [formats.date_format(day, "D") for day in week] == ["Дс", "Сс", "Ср", "Бс", "Жм", "Сб", "Жс"]
        assert formats.date_format(week[4], "l") == "Жұма"


@pytest.mark.parametrize(
    ("lang", "written"),
    [("kk", "14.11.2022"), ("ru", "14.11.2022"), ("en", "14/11/2022"), ("en", "14 November 2022")],
)
def test_a_date_is_read_as_it_is_written(lang, written):
    from django import forms

    with override(lang):
        assert forms.DateField().clean(written) == date(2022, 11, 14)
        assert forms.DateField().clean("2022-11-14") == date(2022, 11, 14)


@pytest.mark.parametrize(
    ("lang", "value", "text"),
    [
        ("kk", 12_345_678, "12\u00a0345\u00a0678"),
        ("ru", 195_000, "195\u00a0000"),
        ("en", 195_000, "195,000"),
        ("ru", 0, "0"),
        ("ru", -1000, "-1\u00a0000"),
        ("ru", 1000.5, "1\u00a0000,5"),
        ("ru", None, ""),
        ("ru", "—", "—"),
    ],
)
def test_numbers_are_grouped(lang, value, text):
    with override(lang):
        assert number(value) == text
