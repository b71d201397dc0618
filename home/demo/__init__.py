"""The demonstration: the announcements of 14 November 2022 in three languages, and a coming election."""
