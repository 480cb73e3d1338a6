"""What was judged: judgements with their verdicts, and findings with their life."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Facts, Key, Long, Moment, OptionalLong, OptionalSha256, Packed, Sha256, Table


class JudgementRow(Table):
    """One rule set's word on one revision (or, for an absent report, on an agency's year).

    Passed and not applicable verdicts are packed in `quiet` as [rule, version, subject, outcome]; the others are rows.
    `digest` is over all verdicts: an equal digest under the same rule set is no new judgement. `inputs` hold what the
    case had besides the readings, so that the verdicts can be recomputed.
    """

    __tablename__ = "judgements"
    __table_args__ = (
        Index("uq_judgements_revision", "revision_id", "sequence", unique=True),
        Index(None, "agency_id", "year"),
        Index(
            "ix_judgements_latest",
            "revision_id",
            "ruleset_hash",
            sqlite_where=text("latest"),
            postgresql_where=text("latest"),
        ),
    )
    id: Mapped[Key]
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    year: Mapped[int | None]
    sequence: Mapped[int]
    latest: Mapped[bool]
    ruleset_hash: Mapped[str]
    reader: Mapped[str | None]
    evidence: Mapped[OptionalSha256]
    previous_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    previous_content: Mapped[OptionalSha256]
    as_of: Mapped[date | None]
    at: Mapped[Moment]
    digest: Mapped[Sha256]
    passed: Mapped[int]
    failed: Mapped[int]
    unknown: Mapped[int]
    not_applicable: Mapped[int]
    errors: Mapped[int]
    quiet: Mapped[Packed]
    inputs: Mapped[Packed | None]


class RuleSetRow(Table):
    """What a rule set that judged was made of (`rules.RuleSet.parts`): a hash of each rule and of our own code."""

    __tablename__ = "rule_sets"
    hash: Mapped[Sha256] = mapped_column(primary_key=True)
    parts: Mapped[Packed]


class VerdictRow(Table):
    """One verdict that is not a plain pass: fail, unknown or error."""

    __tablename__ = "verdicts"
    __table_args__ = (Index(None, "rule", "outcome"),)
    judgement_id: Mapped[int] = mapped_column(
        ForeignKey("judgements.id", ondelete="CASCADE"), primary_key=True
    )
    rule: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    outcome: Mapped[str]
    severity: Mapped[str]
    attribution: Mapped[str]
    status: Mapped[str]
    message: Mapped[Long]
    facts: Mapped[Facts]
    """values, places, lines, causes, title, title_en, basis, remedy"""


class FindingRow(Table):
    """One failing verdict about one agency's year, from opening to end.

    What it rests on (revision, evidence, content, reader, rule version, rule set) is that of its last confirmation:
    comparing with it tells whether the source, the rule or the reader made it change.
    """

    __tablename__ = "findings"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("agency_id", "year", "rule", "subject"),
        Index(None, "state", "year", "severity"),
        Index(None, "report_id"),
        Index(None, "rule", "state"),
        Index(None, "year", "state", "severity", "agency_id", "rule"),
    )
    id: Mapped[Key]
    number: Mapped[str]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    year: Mapped[int]
    rule: Mapped[str]
    subject: Mapped[str]
    rule_version: Mapped[int]
    title: Mapped[str]
    title_en: Mapped[str]
    severity: Mapped[str]
    attribution: Mapped[str]
    state: Mapped[str]
    cause: Mapped[str | None]
    opened_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    message: Mapped[Long]
    basis: Mapped[Facts]
    remedy: Mapped[Long]
    places: Mapped[Facts]
    lines: Mapped[Facts]
    values: Mapped[Facts]
    url: Mapped[OptionalLong]
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"))
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    evidence: Mapped[OptionalSha256]
    content: Mapped[OptionalSha256]
    previous_content: Mapped[OptionalSha256]
    previous_url: Mapped[OptionalLong]
    """Last year's page, where the finding rests on both years; `previous_evidence` is what was read of it."""
    previous_evidence: Mapped[OptionalSha256]
    reader: Mapped[str | None]
    ruleset_hash: Mapped[str]
    transitions: Mapped[int]


class TransitionRow(Table):
    """One change of a finding's state, with its cause and who or what made it."""

    __tablename__ = "transitions"
    __table_args__ = (UniqueConstraint("finding_id", "sequence"), Index(None, "at"))
    id: Mapped[Key]
    finding_id: Mapped[int] = mapped_column(ForeignKey("findings.id"))
    sequence: Mapped[int]
    kind: Mapped[str]
    """opened · reopened · rectified · withdrawn · waived · dismissed · reinstated"""
    before: Mapped[str | None]
    after: Mapped[str]
    cause: Mapped[str]
    at: Mapped[Moment]
    by: Mapped[str | None]
    note: Mapped[OptionalLong]
    severity: Mapped[str]
    message: Mapped[Long]
    evidence: Mapped[OptionalSha256]
    judgement_id: Mapped[int | None] = mapped_column(ForeignKey("judgements.id"))


class StirringRow(Table):
    """A judged revision that another agency's revision, come later, may put in another light.

    `settled`: it has been judged with the other in sight. A row on itself says that it was judged among too few others.
    """

    __tablename__ = "stirrings"
    __table_args__ = (
        Index(
            "ix_stirrings_due",
            "revision_id",
            sqlite_where=text("NOT settled"),
            postgresql_where=text("NOT settled"),
        ),
        Index(None, "by_revision_id"),
    )
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True)
    by_revision_id: Mapped[int] = mapped_column(
        ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True
    )
    settled: Mapped[bool]
