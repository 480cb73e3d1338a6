"""tokens of programs, and indexes by which a season is counted without reading a table

Revision 0008, after 0007.
"""

from alembic import op
import sqlalchemy as sa
import storage.database


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('tokens',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('role', sa.String(length=10), nullable=False),
    sa.Column('divisions', storage.database.Json(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('made_at', storage.database.UtcTime(length=32), nullable=False),
    sa.Column('expires_at', storage.database.UtcTime(length=32), nullable=True),
    sa.Column('used_on', sa.Date(), nullable=True),
    sa.Column('revoked_at', storage.database.UtcTime(length=32), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tokens')),
    sa.UniqueConstraint('digest', name=op.f('uq_tokens_digest')),
    sa.UniqueConstraint('name', name=op.f('uq_tokens_name'))
    )
    op.drop_index(op.f('ix_reports_agency_id_year'), 'reports')
    op.drop_index(op.f('ix_reports_year_published_on'), 'reports')
    op.drop_index('ix_reports_standing', 'reports')
    op.create_index('ix_reports_standing', 'reports', ['year', 'agency_id', 'published_on'], sqlite_where=sa.text('standing = 1'), postgresql_where=sa.text('standing'))
    op.create_index('ix_reports_agency_year', 'reports', ['agency_id', 'year', 'standing', 'published_on'])
    op.drop_index(op.f('ix_agencies_division'), 'agencies')
    op.create_index('ix_agencies_owing', 'agencies', ['division', 'type', 'on_roster', 'first_year', 'last_year'])
    op.create_index('ix_agencies_names', 'agencies', ['type', 'division', 'name'])


def downgrade() -> None:
    op.drop_index('ix_agencies_names', 'agencies')
    op.drop_index('ix_agencies_owing', 'agencies')
    op.create_index(op.f('ix_agencies_division'), 'agencies', ['division'])
    op.drop_index('ix_reports_agency_year', 'reports')
    op.drop_index('ix_reports_standing', 'reports')
    op.create_index('ix_reports_standing', 'reports', ['year', 'agency_id', 'published_on'], sqlite_where=sa.text('standing'), postgresql_where=sa.text('standing'))
    op.create_index(op.f('ix_reports_year_published_on'), 'reports', ['year', 'published_on'])
    op.create_index(op.f('ix_reports_agency_id_year'), 'reports', ['agency_id', 'year'])
    op.drop_table('tokens')
