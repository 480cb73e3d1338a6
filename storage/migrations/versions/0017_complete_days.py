"""without the count of a column's whole readings: nobody asked for it

Revision 0017, after 0016.
"""

from alembic import op
import sqlalchemy as sa


revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('columns') as table:
        table.drop_column('complete_days')


def downgrade() -> None:
    with op.batch_alter_table('columns') as table:
        table.add_column(sa.Column('complete_days', sa.Integer(), nullable=False, server_default='0'))
