"""Kazakh: «2022 жылғы 14 қараша, 19:10». Django has none; these follow the commission's own texts.

`E` is the month's name as it stands inside a date: in lower case.
"""

DATE_FORMAT = "Y жылғы j E"
TIME_FORMAT = "G:i"
DATETIME_FORMAT = "Y жылғы j E, G:i"
YEAR_MONTH_FORMAT = "Y жылғы E"
MONTH_DAY_FORMAT = "j E"
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
FIRST_DAY_OF_WEEK = 1

# The first of each list is how a form shows a stored value. Django adds the ISO ones.
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d.%m.%y"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
DATETIME_INPUT_FORMATS = ["%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%y %H:%M", "%d.%m.%y %H:%M:%S"]

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u00a0"
NUMBER_GROUPING = 3
