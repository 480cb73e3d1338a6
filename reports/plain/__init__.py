"""Plain text and Markdown, as reports are flattened into them → `Document`."""

from reports.plain.text import load_text, with_lines_read

__all__ = ["load_text", "with_lines_read"]
