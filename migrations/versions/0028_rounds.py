"""A second round is published with a challenge, and two officers can save different pages of one decision."""

import sqlalchemy as sa
from alembic import op

revision = "0028_rounds"
down_revision = "0027_pay"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("challenges", sa.Column("second_round", sa.String(length=40), nullable=True))
    op.add_column("challenges", sa.Column("second_round_weight", sa.Numeric(5, 2), server_default="0", nullable=False))
    op.add_column("challenges", sa.Column("second_round_places", sa.Integer(), nullable=True))
    for name, condition in (
        ("secondround_known", "second_round in ('interview', 'written')"),
        ("second_round_has_weight", "(second_round is null) = (second_round_weight = 0)"),
        ("second_round_weight_percent", "second_round_weight >= 0 and second_round_weight < 100"),
        (
            "second_round_has_places",
            "second_round_places is null or (second_round_places > 0 and second_round is not null)",
        ),
        ("anonymised_is_not_seen", "not anonymised or second_round is distinct from 'interview'"),
    ):
        op.create_check_constraint(op.f(f"ck_challenges_{name}"), "challenges", condition)

    op.add_column("decisions", sa.Column("reasons_changed_in", sa.Integer(), server_default="1", nullable=False))
    op.add_column("decision_outcomes", sa.Column("placing", sa.Text(), server_default="", nullable=False))
    op.add_column("decision_outcomes", sa.Column("changed_in", sa.Integer(), server_default="1", nullable=False))
    op.create_index("ix_decision_outcomes_decision_id_position", "decision_outcomes", ["decision_id", "position"])
