"""the page of last year's report, for findings that hold two years against each other: an office looks at both

Revision 0016, after 0015. Open findings take theirs from the judgement that confirmed them last.
"""

from alembic import op
import sqlalchemy as sa


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('findings') as table:
        table.add_column(sa.Column('previous_url', sa.Text(), nullable=True))
        table.add_column(sa.Column('previous_evidence', sa.String(64), nullable=True))
    op.execute(
        """
        UPDATE findings SET
            previous_evidence = (
                SELECT before.evidence FROM judgements AS made
                JOIN revisions AS before ON before.id = made.previous_revision_id
                WHERE made.revision_id = findings.revision_id AND made.latest
            ),
            previous_url = (
                SELECT page.url FROM judgements AS made
                JOIN revisions AS before ON before.id = made.previous_revision_id
                JOIN reports AS page ON page.id = before.report_id
                WHERE made.revision_id = findings.revision_id AND made.latest
            )
        WHERE findings.state = 'open' AND findings.places LIKE '%"previous.%'
        """
    )


def downgrade() -> None:
    with op.batch_alter_table('findings') as table:
        table.drop_column('previous_evidence')
        table.drop_column('previous_url')
