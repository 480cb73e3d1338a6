"""HTML pages as portals serve them → `Document`."""

from reports.markup.decoding import Decoded, decode
from reports.markup.facts import meta_tags
from reports.markup.page import load_html

__all__ = ["Decoded", "decode", "load_html", "meta_tags"]
