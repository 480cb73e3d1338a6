"""how often each host was asked

Revision 0007, after 0006.
"""

from alembic import op
import sqlalchemy as sa
import storage.database


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hosts',
    sa.Column('host', sa.String(length=253), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('not_before', storage.database.UtcTime(length=32), nullable=True),
    sa.PrimaryKeyConstraint('host', name=op.f('pk_hosts'))
    )


def downgrade() -> None:
    op.drop_table('hosts')
