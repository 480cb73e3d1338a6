"""What the reader says in English of what it could not read, as an official is told it in Chinese.

The English is what is stored, compared with and given as JSON; nothing of this is needed while a report is read.
"""

from reports.reasons.chinese import in_chinese, place_in_chinese

__all__ = ["in_chinese", "place_in_chinese"]
