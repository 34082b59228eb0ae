"""unclear messages

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unclear",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("nearest", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unclear")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("unclear", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unclear_day"), ["day"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("unclear", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unclear_day"))

    op.drop_table("unclear")
