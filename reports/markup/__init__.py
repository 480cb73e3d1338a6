"""HTML pages as portals serve them → `Document`."""

from reports.markup.carried import load_html
from reports.markup.decoding import Decoded, decode
from reports.markup.ending import breaks_off
from reports.markup.facts import meta_tags

__all__ = ["Decoded", "breaks_off", "decode", "load_html", "meta_tags"]
