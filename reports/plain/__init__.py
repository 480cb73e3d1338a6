"""Plain text and Markdown, as reports are flattened into them → `Document`."""

from reports.plain.text import load_text

__all__ = ["load_text"]
