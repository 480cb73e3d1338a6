"""What a message carries: the workbook of the findings it tells.

It is made when the message is sent and not kept: any worker on any machine can send, and a second attempt shows the
findings as they then stand, under the same message number.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from alerts.exports.workbook import write_workbook
from alerts.places import Places
from alerts.sending import SendFailed, takes_files
from reports import china_day
from storage import Memory, StoredMessage

MOST_ENCLOSED = 20_000
"""Findings of one workbook: beyond, it is no list that anybody opens, and more than a database takes in one question."""


@contextmanager
def nothing_enclosed(address: str, message: StoredMessage) -> Iterator[StoredMessage]:
    """The message as it is."""
    yield message


@contextmanager
def enclosing(
    memory: Memory, places: Places, address: str, message: StoredMessage
) -> Iterator[StoredMessage]:
    """The message with its workbook, where it tells of findings (not too many) and the channel takes files. Raises SendFailed."""
    if not 0 < len(message.findings) <= MOST_ENCLOSED or not takes_files(address):
        yield message
        return
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        file = Path(folder) / _name(message)
        try:
            write_workbook(memory, file, numbers=message.findings, places=places)
        except OSError as error:
            raise SendFailed(
                f"the workbook could not be written: {error.strerror}", "附件工作簿无法生成"
            ) from error
        yield replace(message, attachments=(*message.attachments, str(file)))


def _name(message: StoredMessage) -> str:
    """As it is saved from the mail; in ASCII, for Apprise writes other names as no mail client reads them."""
    return f"nianbao-{china_day(message.created_at):%Y%m%d}-{message.key[-4:]}.xlsx"
