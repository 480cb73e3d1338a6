"""What the language cannot say about texts, as plain Python over the narrative: repeated passages, document numbers.

Each collection gives `Spotted` values that rules go over and judge; nothing here accuses anybody.
"""

from rules.texts.artifacts import artifacts
from rules.texts.documents import document_numbers
from rules.texts.passages import repeated_passages
from rules.texts.spotted import Spotted, unread_places

__all__ = ["Spotted", "artifacts", "document_numbers", "repeated_passages", "unread_places"]
