"""The stations' part of the admin: the list, a station's page with what may be done there, versions, call centres."""
