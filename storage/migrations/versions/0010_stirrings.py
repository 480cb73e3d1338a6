"""judged reports that another agency's, come later, may put in another light

Revision 0010, after 0009.
"""

from alembic import op
import sqlalchemy as sa


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('stirrings',
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('by_revision_id', sa.Integer(), nullable=False),
    sa.Column('settled', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['by_revision_id'], ['revisions.id'], name=op.f('fk_stirrings_by_revision_id_revisions'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['revision_id'], ['revisions.id'], name=op.f('fk_stirrings_revision_id_revisions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('revision_id', 'by_revision_id', name=op.f('pk_stirrings'))
    )
    op.create_index(op.f('ix_stirrings_by_revision_id'), 'stirrings', ['by_revision_id'])
    op.create_index('ix_stirrings_due', 'stirrings', ['revision_id'], sqlite_where=sa.text('NOT settled'), postgresql_where=sa.text('NOT settled'))


def downgrade() -> None:
    op.drop_table('stirrings')
