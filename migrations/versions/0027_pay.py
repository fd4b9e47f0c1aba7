"""What assessors are paid, and the sample proposal that a panel tries first."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0027_pay"
down_revision = "0026_pool"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
MONEY = sa.Numeric(12, 2)


def upgrade() -> None:
    _rate()
    _claims()
    _items()
    _sample()
    _calibrations()


def _rate() -> None:
    op.create_table(
        "panel_pay",
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("amount", MONEY, nullable=False),
        sa.Column("currency", sa.String(250), nullable=False),
        sa.Column("how_paid", sa.Text(), nullable=False),
        sa.Column("set_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("panel_id", name=op.f("pk_panel_pay")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_panel_pay_amount_positive")),
        *_links("panel_pay", panel_id="panels"),
    )


def _claims() -> None:
    op.create_table(
        "pay_claims",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(250), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("assessments", sa.Integer(), nullable=False),
        sa.Column("rate", MONEY, nullable=False),
        sa.Column("amount", MONEY, nullable=False),
        sa.Column("currency", sa.String(250), nullable=False),
        sa.Column("claimed_by", sa.Uuid(), nullable=False),
        sa.Column("claimed_at", TIME, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", TIME, nullable=True),
        sa.Column("refusal_reason", sa.Text(), nullable=False),
        sa.Column("paid_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_claims")),
        sa.UniqueConstraint("reference", name=op.f("uq_pay_claims_reference")),
        sa.CheckConstraint(
            "assessments > 0 and amount = rate * assessments", name=op.f("ck_pay_claims_amount_is_the_product")
        ),
        sa.CheckConstraint("(state = 'claimed') = (decided_at is null)", name=op.f("ck_pay_claims_decided_at_a_time")),
        sa.CheckConstraint(
            "state <> 'refused' or length(refusal_reason) > 0", name=op.f("ck_pay_claims_refused_with_reason")
        ),
        sa.CheckConstraint("(state = 'paid') = (paid_at is not null)", name=op.f("ck_pay_claims_paid_at_a_time")),
        sa.CheckConstraint("decided_by <> claimed_by", name=op.f("ck_pay_claims_decided_by_somebody_else")),
        sa.CheckConstraint(
            "state in ('claimed', 'approved', 'refused', 'paid')", name=op.f("ck_pay_claims_paystate_known")
        ),
        *_links(
            "pay_claims",
            panel_id="panels",
            seat_id="panel_seats",
            council_id="councils",
            claimed_by="people",
            decided_by="people",
        ),
    )
    op.create_index(op.f("ix_pay_claims_state"), "pay_claims", ["state"])
    op.create_index(op.f("ix_pay_claims_seat_id"), "pay_claims", ["seat_id"])
    op.create_index("ix_pay_claims_panel_id_state", "pay_claims", ["panel_id", "state"])


def _items() -> None:
    op.create_table(
        "pay_claim_items",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", name=op.f("pk_pay_claim_items")),
        *_links("pay_claim_items", assessment_id="assessments", claim_id="pay_claims"),
    )
    op.create_index(op.f("ix_pay_claim_items_claim_id"), "pay_claim_items", ["claim_id"])


def _sample() -> None:
    op.create_table(
        "calibration_samples",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(250), nullable=False),
        sa.Column("content", JSONB(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_samples")),
        sa.UniqueConstraint("panel_id", name=op.f("uq_calibration_samples_panel_id")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_calibration_samples_has_title")),
        *_links("calibration_samples", panel_id="panels", council_id="councils"),
    )


def _calibrations() -> None:
    op.create_table(
        "calibrations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sample_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("scores", JSONB(), nullable=False),
        sa.Column("handed_in_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibrations")),
        sa.UniqueConstraint("sample_id", "seat_id", name=op.f("uq_calibrations_sample_id_seat_id")),
        *_links("calibrations", sample_id="calibration_samples", seat_id="panel_seats"),
    )
    op.create_index(op.f("ix_calibrations_seat_id"), "calibrations", ["seat_id"])


def _links(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in columns.items()
    ]
