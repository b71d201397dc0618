"""The admin's lists and forms: of pages in `pages.py`, of the facts they stand on in `records.py`."""
