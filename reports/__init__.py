"""The annual report itself: bytes in, values out. Pure: no network, no database, no clock."""

from reports.cell_words import address_name, cell_name, column_words, row_words
from reports.days import CHINA, china_day
from reports.document import (
    PAGED,
    Attachment,
    Block,
    Document,
    Grid,
    GridCell,
    MediaType,
    Paragraph,
    Place,
    PublishedDate,
)
from reports.errors import Damaged, NotReadable, ReadingError, TooMuch
from reports.folding import WHOLE_FIGURE, nfkc, squeeze, unspaced
from reports.form import APPLICANTS, LITIGATION_RESULTS, Form, form_for_year, forms, sections
from reports.front import READER_VERSION, interpret, load, read, read_with_source
from reports.identity import (
    Recognition,
    divisions,
    is_same_agency,
    is_within,
    may_be_same_agency,
    normalise_date,
    recognise,
    regions_of,
)
from reports.jsonform import recognition_to_json, to_json
from reports.markup import BREAKS_OFF, breaks_off, decode, meta_tags
from reports.model import (
    ABSENT_CELL,
    Agency,
    AgencyLevel,
    AgencyType,
    AnnualReport,
    Cell,
    CellState,
    Number,
    ReportKind,
    Section,
    Sentence,
    Source,
    Uncertain,
    UnmadeCells,
)
from reports.narrative import Claim, Counted, claims
from reports.numerals import in_figures_or_words
from reports.own_code import code_digest
from reports.particulars import CitedDocument, cited_documents, contact
from reports.reasons import in_chinese, place_in_chinese
from reports.references import unescaped
from reports.several import read_each, read_each_with_source, read_parts
from reports.system import system_reason
from reports.tables import OF_ANOTHER_REPORT, taken_labels
from reports.value_words import AGENCY_LEVELS, AGENCY_TYPES, DATE_SOURCES, REPORT_KINDS
from reports.yaml_faults import yaml_fault

__all__ = [
    "ABSENT_CELL",
    "AGENCY_LEVELS",
    "AGENCY_TYPES",
    "APPLICANTS",
    "BREAKS_OFF",
    "CHINA",
    "DATE_SOURCES",
    "LITIGATION_RESULTS",
    "OF_ANOTHER_REPORT",
    "PAGED",
    "READER_VERSION",
    "REPORT_KINDS",
    "WHOLE_FIGURE",
    "Agency",
    "AgencyLevel",
    "AgencyType",
    "AnnualReport",
    "Attachment",
    "Block",
    "Cell",
    "CellState",
    "CitedDocument",
    "Claim",
    "Counted",
    "Damaged",
    "Document",
    "Form",
    "Grid",
    "GridCell",
    "MediaType",
    "NotReadable",
    "Number",
    "Paragraph",
    "Place",
    "PublishedDate",
    "ReadingError",
    "Recognition",
    "ReportKind",
    "Section",
    "Sentence",
    "Source",
    "TooMuch",
    "Uncertain",
    "UnmadeCells",
    "address_name",
    "breaks_off",
    "cell_name",
    "china_day",
    "cited_documents",
    "claims",
    "code_digest",
    "column_words",
    "contact",
    "decode",
    "divisions",
    "form_for_year",
    "forms",
    "in_chinese",
    "in_figures_or_words",
    "interpret",
    "is_same_agency",
    "is_within",
    "load",
    "may_be_same_agency",
    "meta_tags",
    "nfkc",
    "normalise_date",
    "place_in_chinese",
    "read",
    "read_each",
    "read_each_with_source",
    "read_parts",
    "read_with_source",
    "recognise",
    "recognition_to_json",
    "regions_of",
    "row_words",
    "sections",
    "squeeze",
    "system_reason",
    "taken_labels",
    "to_json",
    "unescaped",
    "unspaced",
    "yaml_fault",
]
