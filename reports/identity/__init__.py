"""Whose report, of which year, published when: recognising titles, identifying documents, the national division codes."""

from reports.identity.divisions import Division, Divisions, divisions
from reports.identity.identify import Identity, identify
from reports.identity.recognise import Recognition, recognise

__all__ = ["Division", "Divisions", "Identity", "Recognition", "divisions", "identify", "recognise"]
