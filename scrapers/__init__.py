"""Portals: their descriptions, discovery, polite fetching, evidence."""

from scrapers.absence import cities_failing, judge_absence
from scrapers.absence_values import DAYS_NEEDED, Absence, Doubt, Look, Presence
from scrapers.articles import fetch_report
from scrapers.columns import errands, read_column
from scrapers.details import detail_words, trouble_words
from scrapers.evidence import Archive, EvidenceDamaged, EvidenceMissing
from scrapers.fetch_settings import FetchSettings
from scrapers.fetcher import Fetcher
from scrapers.lists import Visit
from scrapers.looks import by_title, look_of, look_of_home
from scrapers.patrol import GONE, patrol
from scrapers.portal import Portal, RosterAgency
from scrapers.portal_column import Column
from scrapers.portal_file import PortalInvalid, Problem, load_portal, load_portals, parse_portal
from scrapers.probe import Probe, probe
from scrapers.reasons import reason_words
from scrapers.roster import agency_elsewhere, roster_agency
from scrapers.values import (
    Capture,
    FetchFailed,
    ListedReport,
    Listing,
    Obstacle,
    PageFacts,
    ReportCaptured,
    Step,
    Trouble,
    Validators,
    Vanished,
)
from scrapers.visiting_book import HostVisits, VisitingBook

__all__ = [
    "DAYS_NEEDED",
    "GONE",
    "Absence",
    "Archive",
    "Capture",
    "Column",
    "Doubt",
    "EvidenceDamaged",
    "EvidenceMissing",
    "FetchFailed",
    "FetchSettings",
    "Fetcher",
    "HostVisits",
    "ListedReport",
    "Listing",
    "Look",
    "Obstacle",
    "PageFacts",
    "Portal",
    "PortalInvalid",
    "Presence",
    "Probe",
    "Problem",
    "ReportCaptured",
    "RosterAgency",
    "Step",
    "Trouble",
    "Validators",
    "Vanished",
    "Visit",
    "VisitingBook",
    "agency_elsewhere",
    "by_title",
    "cities_failing",
    "detail_words",
    "errands",
    "fetch_report",
    "judge_absence",
    "load_portal",
    "load_portals",
    "look_of",
    "look_of_home",
    "parse_portal",
    "patrol",
    "probe",
    "read_column",
    "reason_words",
    "roster_agency",
    "trouble_words",
]
