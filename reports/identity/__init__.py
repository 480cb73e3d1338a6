"""Whose report, of which year, published when: recognising titles, identifying documents, the national division codes."""

from reports.identity.dates import address_date, normalise_date, publication_dates
from reports.identity.divisions import Division, Divisions, divisions
from reports.identity.identify import Identity, identify
from reports.identity.recognise import Recognition, recognise

__all__ = [
    "Division",
    "Divisions",
    "Identity",
    "Recognition",
    "address_date",
    "divisions",
    "identify",
    "normalise_date",
    "publication_dates",
    "recognise",
]
