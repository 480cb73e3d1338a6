"""Where it may listen, and the secret its sessions are signed with."""

from __future__ import annotations

import ipaddress
import os
import secrets
from pathlib import Path

from dashboard.errors import NotOpen
from storage import People


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it. A name other than localhost could be anything."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def demand_accounts(host: str, people: People) -> None:
    """Raises NotOpen for an address others reach while there is no account to sign in with (promise 14)."""
    if is_loopback(host) or any(not account.closed for account in people.accounts()):
        return
    raise NotOpen(
        f"{host} can be reached by others and there is no account: make one with `nianbao accounts add` first",
        f"{host} 可被其他机器访问，但还没有任何账号：请先用 nianbao accounts add 建立账号",
    )


def session_secret(folder: Path) -> str:
    """The secret kept in `folder`, made at first need and readable by its owner only."""
    path = folder / "dashboard.secret"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret := secrets.token_urlsafe(48))
    return secret
