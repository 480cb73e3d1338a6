"""Portals: their descriptions, discovery, polite fetching, evidence."""

from scrapers.articles import fetch_report
from scrapers.columns import errands, read_column
from scrapers.discovery import discover_columns
from scrapers.evidence import Archive, EvidenceDamaged, EvidenceMissing
from scrapers.fetcher import Fetcher, FetchSettings
from scrapers.lists import Visit
from scrapers.patrol import patrol
from scrapers.portal import Column, Portal, RosterAgency
from scrapers.portal_file import PortalInvalid, Problem, load_portal, load_portals, parse_portal
from scrapers.values import (
    Capture,
    FetchFailed,
    ListedReport,
    Listing,
    Obstacle,
    ReportCaptured,
    Step,
    Trouble,
    Validators,
)

__all__ = [
    "Archive",
    "Capture",
    "Column",
    "EvidenceDamaged",
    "EvidenceMissing",
    "FetchFailed",
    "FetchSettings",
    "Fetcher",
    "ListedReport",
    "Listing",
    "Obstacle",
    "Portal",
    "PortalInvalid",
    "Problem",
    "ReportCaptured",
    "RosterAgency",
    "Step",
    "Trouble",
    "Validators",
    "Visit",
    "discover_columns",
    "errands",
    "fetch_report",
    "load_portal",
    "load_portals",
    "parse_portal",
    "patrol",
    "read_column",
]
