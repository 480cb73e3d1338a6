"""Pictures in a page: which may hold a table, what they are called, and those whose bytes stand in the page itself."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from selectolax.lexbor import LexborNode

from reports.document import Picture
from reports.formats import limits

_ICON = 60
_CODE = 160
"""A square of no more pixels a side is a code for telephones."""
_SIDE = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*(\d{1,5})px", re.IGNORECASE)
_ICON_ADDRESS = re.compile(r"icon|fileType|spacer|blank\.gif|/(?:print|share|wx|weibo|qr)", re.IGNORECASE)
_LATER = ("data-original", "data-src", "_src", "data-lazy-src")
"""Where pages keep the address of a picture that a script shows only when it is scrolled to."""
_PLACEHOLDER = 2_000
"""Characters of a data URI; one that stands for a picture to come is shorter."""


def is_icon(image: LexborNode) -> bool:
    """File-type signs, spacers, codes and the like: they say so, or are too small to hold a table (pixels)."""
    attributes = image.attributes
    printed = [(attributes.get(name) or "").removesuffix("px") for name in ("width", "height")]
    sides = [int(side) for side in printed if side.isdecimal() and len(side) < 6] or [
        int(side) for side in _SIDE.findall(attributes.get("style") or "")
    ]
    if any(side < _ICON for side in sides) or (len(sides) > 1 and sides[0] == sides[1] <= _CODE):
        return True
    address = attributes.get("src") or ""
    return not _is_data(address) and _ICON_ADDRESS.search(address) is not None


def picture_of(image: LexborNode, after: int) -> Picture:
    """The picture of an `img`, with its bytes where they stand in its address (RFC 2397)."""
    attributes = image.attributes
    address = (attributes.get("src") or "").strip()
    if not address or (_is_data(address) and len(address) < _PLACEHOLDER):
        address = next((found for name in _LATER if (found := attributes.get(name))), address)
    if not _is_data(address):
        return Picture(address, after)
    head, _, body = address.partition(",")
    return Picture(
        head.partition(";")[0], after, _decoded(body, base64_coded=head.lower().endswith(";base64"))
    )


def _is_data(address: str) -> bool:
    return address[:5].lower() == "data:"


def _decoded(body: str, *, base64_coded: bool) -> bytes:
    """The bytes; nothing where they are damaged or more than we read."""
    if len(body) > limits.FILE_BYTES * 2:
        return b""
    data = unquote_to_bytes(body)
    if not base64_coded:
        return data
    try:
        return base64.b64decode(data)
    except (binascii.Error, ValueError):
        return b""
