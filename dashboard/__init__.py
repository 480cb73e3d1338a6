"""The pages and the read-only API an office looks at: FastAPI and Jinja, nothing loaded from elsewhere, no build step."""

from dashboard.application import create, settle
from dashboard.desk import Desk
from dashboard.errors import DashboardError, NotOpen
from dashboard.listening import demand_accounts, is_loopback, session_secret
from dashboard.passwords import hashed

__all__ = [
    "DashboardError",
    "Desk",
    "NotOpen",
    "create",
    "demand_accounts",
    "hashed",
    "is_loopback",
    "session_secret",
    "settle",
]
