"""conversations and messages

Revision 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

import web.gateway.models

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("started_at", web.gateway.models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_at", web.gateway.models.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_last_at"), ["last_at"], unique=False)

    op.create_table(
        "erasure",
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("asked_at", web.gateway.models.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_erasure")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=True),
        sa.Column("sender", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("choice", sa.String(length=64), nullable=True),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.Column("at", web.gateway.models.UtcDateTime(timezone=True), nullable=False),
        sa.Column("awaits_reply", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_message_conversation_id_conversation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("conversation_id", "client_id", name="uq_message_client_id"),
        sa.UniqueConstraint("conversation_id", "seq", name=op.f("uq_message_conversation_id")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_awaits_reply"), ["awaits_reply"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_conversation_id"), ["conversation_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_conversation_id"))
        batch_op.drop_index(batch_op.f("ix_message_awaits_reply"))

    op.drop_table("message")
    op.drop_table("erasure")
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_last_at"))

    op.drop_table("conversation")
