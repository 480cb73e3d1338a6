"""``nianbaofile:///folder``: an Apprise destination that can be looked at. Each message is one file, ``<key>.md``, what
it carries beside it.

Written whole or not at all (temporary file, then rename), and the same key again writes the same file: doubled
delivery is harmless here.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Any

from apprise import NotifyFormat
from apprise.manager_plugins import NotificationManager
from apprise.plugins import NotifyBase

SCHEME = "nianbaofile"
_Base: Any = NotifyBase
"""Apprise types the attributes that every plugin overrides as `None`: as its base class they cannot be checked."""
_KEY = re.compile(r"[0-9a-z-]{1,80}")


class NotifyFolder(_Base):  # type: ignore[misc]  # see _Base
    """Apprise plugin. `message_key` is set by the sender before each message."""

    service_name = "Folder"
    service_url = "https://github.com/caronc/apprise"
    secure_protocol = SCHEME
    protocol = None
    setup_url = ""
    notify_format = NotifyFormat.MARKDOWN
    title_maxlen = 1000
    body_maxlen = 10_000_000
    request_rate_per_sec = 0
    attachment_support = True
    templates = ("{schema}://{path}",)

    def __init__(self, folder: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.folder = Path(folder)
        self.message_key = ""

    def send(self, body: str, title: str = "", attach: Any = None, **kwargs: Any) -> bool:
        if not _KEY.fullmatch(self.message_key):
            self.logger.warning("a folder destination needs a message key")
            return False
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for file in attach or ():
                _write_whole(
                    self.folder / f"{self.message_key}{Path(file.path).suffix}", Path(file.path).read_bytes()
                )
            _write_whole(self.folder / f"{self.message_key}.md", body.encode())
        except OSError as error:
            self.logger.warning("the message could not be written: %s", error.strerror)
            return False
        return True

    def url(self, privacy: bool = False, *args: Any, **kwargs: Any) -> str:
        return f"{SCHEME}://{'/...' if privacy else self.folder}"

    @staticmethod
    def parse_url(url: str) -> dict[str, Any] | None:
        found = re.match(rf"^{SCHEME}://(?P<folder>.+?)(\?.*)?$", url, re.IGNORECASE)
        if found is None:
            return None
        return {"schema": SCHEME, "folder": found["folder"]}


def _write_whole(file: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)  # what was not put in its place


def register() -> None:
    """Make the scheme known to Apprise; doing it twice is harmless."""
    make: Any = NotificationManager
    manager = make()
    if SCHEME not in manager:
        manager.add(NotifyFolder, schemas=SCHEME)
