"""Offices, routing, digests, the outbox and its delivery through Apprise."""

from alerts.composing import compose
from alerts.delivering import Delivered, Persistence, deliver
from alerts.errors import AlertsError, OfficesInvalid, TemplateBroken
from alerts.mail_page import mail_page
from alerts.office_file import load_offices
from alerts.offices import Destination, Office, Offices, Reminders
from alerts.preview import preview
from alerts.rendering import Rendered
from alerts.routine import remind, self_test, unset_addresses
from alerts.sending import SendFailed, send
from alerts.urgency import Urgency

__all__ = [
    "AlertsError",
    "Delivered",
    "Destination",
    "Office",
    "Offices",
    "OfficesInvalid",
    "Persistence",
    "Reminders",
    "Rendered",
    "SendFailed",
    "TemplateBroken",
    "Urgency",
    "compose",
    "deliver",
    "load_offices",
    "mail_page",
    "preview",
    "remind",
    "self_test",
    "send",
    "unset_addresses",
]
