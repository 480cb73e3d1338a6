"""when an address last sent its whole body, so that a server that answers 304 whatever changed is seen through

Revision 0014, after 0013.
"""

from alembic import op
import sqlalchemy as sa


revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('captures') as table:
        table.add_column(sa.Column('answered_at', sa.String(length=32), nullable=True))
    op.execute('UPDATE captures SET answered_at = fetched_at')
    with op.batch_alter_table('captures') as table:
        table.alter_column('answered_at', existing_type=sa.String(length=32), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('captures') as table:
        table.drop_column('answered_at')
