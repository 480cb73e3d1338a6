"""Offices, routing, digests, the outbox and its delivery through Apprise."""

from alerts.composing import compose
from alerts.delivering import Delivered, Persistence, deliver
from alerts.errors import AlertsError, OfficesInvalid, TemplateBroken
from alerts.message import Message, Urgency
from alerts.offices import Destination, Office, Offices, load_offices
from alerts.sending import SendFailed, send

__all__ = [
    "AlertsError",
    "Delivered",
    "Destination",
    "Message",
    "Office",
    "Offices",
    "OfficesInvalid",
    "Persistence",
    "SendFailed",
    "TemplateBroken",
    "Urgency",
    "compose",
    "deliver",
    "load_offices",
    "send",
]
