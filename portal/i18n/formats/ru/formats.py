"""Russian: «14 ноября 2022 г., 19:10». Where Django's own are not what an office writes."""

DATETIME_FORMAT = "j E Y г., G:i"
# Genitive: Django's own Russian format has the nominative here.
MONTH_DAY_FORMAT = "j E"
# Django has none for Russian. The first is how a form shows a stored value.
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
DATETIME_INPUT_FORMATS = ["%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%y %H:%M", "%d.%m.%y %H:%M:%S"]
