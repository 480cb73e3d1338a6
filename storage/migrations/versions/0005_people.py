"""accounts, what people did, and the indexes a season's page needs

Revision 0005, after 0004.
"""

from alembic import op
import sqlalchemy as sa
import storage.database


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('role', sa.String(length=10), nullable=False),
    sa.Column('divisions', storage.database.Json(), nullable=False),
    sa.Column('secret', sa.Text(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('made_at', storage.database.UtcTime(length=32), nullable=False),
    sa.Column('closed_at', storage.database.UtcTime(length=32), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts')),
    sa.UniqueConstraint('name', name=op.f('uq_accounts_name'))
    )
    op.create_table('deeds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('detail', sa.Text(), nullable=False),
    sa.Column('at', storage.database.UtcTime(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deeds'))
    )
    with op.batch_alter_table('deeds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deeds_subject_id'), ['subject', 'id'], unique=False)
    with op.batch_alter_table('reports', schema=None) as batch_op:
        batch_op.create_index('ix_reports_standing', ['year', 'agency_id', 'published_on'], unique=False, sqlite_where=sa.text('standing'), postgresql_where=sa.text('standing'))
    with op.batch_alter_table('findings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_findings_year_state_severity_agency_id_rule'), ['year', 'state', 'severity', 'agency_id', 'rule'], unique=False)
    with op.batch_alter_table('revisions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_revisions_evidence'), ['evidence'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('revisions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_revisions_evidence'))
    with op.batch_alter_table('findings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_findings_year_state_severity_agency_id_rule'))
    with op.batch_alter_table('reports', schema=None) as batch_op:
        batch_op.drop_index('ix_reports_standing')
    with op.batch_alter_table('deeds', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deeds_subject_id'))
    op.drop_table('deeds')
    op.drop_table('accounts')
