"""Portals: their descriptions, discovery, polite fetching, evidence."""
