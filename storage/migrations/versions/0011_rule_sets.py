"""what the rule sets that judged were made of, so that a report is asked again only what changed

Revision 0011, after 0010.
"""

from alembic import op
import sqlalchemy as sa


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('rule_sets',
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('parts', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('hash', name=op.f('pk_rule_sets'))
    )


def downgrade() -> None:
    op.drop_table('rule_sets')
