"""Whose report, of which year, published when: recognising titles, identifying documents, the codes and the roster."""

from reports.identity.canonical import is_same_agency, may_be_same_agency
from reports.identity.dates import address_date, normalise_date, publication_dates
from reports.identity.divisions import Division, Divisions, divisions, is_within
from reports.identity.identify import Identity, identify
from reports.identity.national import national_agencies
from reports.identity.recognise import Recognition, recognise
from reports.identity.regions import regions_of
from reports.identity.roster import Alias, Fit, Match, Roster, RosterAgency
from reports.identity.roster_file import Problem, RosterInvalid
from reports.identity.roster_import import RosterFile, read_roster
from reports.identity.titles import take_apart

__all__ = [
    "Alias",
    "Division",
    "Divisions",
    "Fit",
    "Identity",
    "Match",
    "Problem",
    "Recognition",
    "Roster",
    "RosterAgency",
    "RosterFile",
    "RosterInvalid",
    "address_date",
    "divisions",
    "identify",
    "is_same_agency",
    "is_within",
    "may_be_same_agency",
    "national_agencies",
    "normalise_date",
    "publication_dates",
    "read_roster",
    "recognise",
    "regions_of",
    "take_apart",
]
