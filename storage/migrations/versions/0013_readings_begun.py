"""readings begun and not ended, so that a file that kills its reader is found and put aside

Revision 0013, after 0012.
"""

from alembic import op
import sqlalchemy as sa


revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('begun_readings',
    sa.Column('capture_id', sa.Integer(), nullable=False),
    sa.Column('suspicion', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['capture_id'], ['captures.id'], name=op.f('fk_begun_readings_capture_id_captures'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('capture_id', name=op.f('pk_begun_readings'))
    )


def downgrade() -> None:
    op.drop_table('begun_readings')
