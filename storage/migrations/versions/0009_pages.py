"""what article pages say of themselves

Revision 0009, after 0008.
"""

from alembic import op
import sqlalchemy as sa
import storage.database


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('pages',
    sa.Column('capture_id', sa.Integer(), nullable=False),
    sa.Column('tags', storage.database.Json(), nullable=False),
    sa.Column('letters', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['capture_id'], ['captures.id'], name=op.f('fk_pages_capture_id_captures'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('capture_id', name=op.f('pk_pages'))
    )


def downgrade() -> None:
    op.drop_table('pages')
