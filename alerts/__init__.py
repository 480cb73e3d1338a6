"""Offices, routing, digests, the outbox and its delivery through Apprise."""
