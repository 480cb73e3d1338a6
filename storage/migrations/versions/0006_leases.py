"""who is asking which host

Revision 0006, after 0005.
"""

from alembic import op
import sqlalchemy as sa
import storage.database


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('leases',
    sa.Column('host', sa.String(length=253), nullable=False),
    sa.Column('holder', sa.String(length=200), nullable=False),
    sa.Column('until', storage.database.UtcTime(length=32), nullable=False),
    sa.PrimaryKeyConstraint('host', name=op.f('pk_leases'))
    )


def downgrade() -> None:
    op.drop_table('leases')
