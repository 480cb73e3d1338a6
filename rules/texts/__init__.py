"""What the language cannot say about texts, as plain Python over the narrative: repeated passages, document numbers,
figures, sums, likeness.

Each collection gives values that rules go over and judge; nothing here accuses anybody.
"""

from rules.texts.artifacts import artifacts
from rules.texts.circumstances import in_reform, is_public_service, published_again, reorganised, signed_on
from rules.texts.disclosed import stated_disclosures
from rules.texts.documents import document_numbers
from rules.texts.doubled import doubled_words
from rules.texts.figures import Stated, stated_figures
from rules.texts.foreign_places import foreign_places
from rules.texts.labels import altered_labels, tables_read
from rules.texts.named_instead import named_instead
from rules.texts.neighbours import TEMPLATE_AGENCIES, Neighbours, alike_among, neighbours, stirred
from rules.texts.none_carried import none_carried
from rules.texts.passages import repeated_passages
from rules.texts.personal import personal_data
from rules.texts.similarity import (
    Comparison,
    Masked,
    SimilarityIndex,
    compare,
    likeness,
    masked,
)
from rules.texts.spotted import Spotted, unread_places
from rules.texts.sums import Listed, listed_sums

__all__ = [
    "TEMPLATE_AGENCIES",
    "Comparison",
    "Listed",
    "Masked",
    "Neighbours",
    "SimilarityIndex",
    "Spotted",
    "Stated",
    "alike_among",
    "altered_labels",
    "artifacts",
    "compare",
    "document_numbers",
    "doubled_words",
    "foreign_places",
    "in_reform",
    "is_public_service",
    "likeness",
    "listed_sums",
    "masked",
    "named_instead",
    "neighbours",
    "none_carried",
    "personal_data",
    "published_again",
    "reorganised",
    "repeated_passages",
    "signed_on",
    "stated_disclosures",
    "stated_figures",
    "stirred",
    "tables_read",
    "unread_places",
]
