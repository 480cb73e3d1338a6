"""HTML pages as portals serve them → `Document`."""

from reports.markup.carried import load_html
from reports.markup.decoding import Decoded, decode
from reports.markup.ending import BREAKS_OFF, breaks_off
from reports.markup.facts import meta_tags

__all__ = ["BREAKS_OFF", "Decoded", "breaks_off", "decode", "load_html", "meta_tags"]
