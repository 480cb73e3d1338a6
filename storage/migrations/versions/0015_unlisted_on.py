"""when a column was last read whole without a report that it lists since: a first sighting says no more than that

Revision 0015, after 0014.
"""

from alembic import op
import sqlalchemy as sa


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('listed_reports') as table:
        table.add_column(sa.Column('unlisted_on', sa.Date(), nullable=True))
    with op.batch_alter_table('columns') as table:
        table.drop_column('watched_since')


def downgrade() -> None:
    with op.batch_alter_table('columns') as table:
        table.add_column(sa.Column('watched_since', sa.Date(), nullable=True))
    with op.batch_alter_table('listed_reports') as table:
        table.drop_column('unlisted_on')
