"""which pages were seen to be the whole report, so that an unchanged one is not looked at again

Revision 0012, after 0011.
"""

from alembic import op
import sqlalchemy as sa


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('captures') as table:
        table.add_column(sa.Column('settled_by', sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('captures') as table:
        table.drop_column('settled_by')
