"""How later stages say who else may read a proposal after the deadline, and who may not."""

import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement

from core.access import Actor
from core.registry import Registry

# Given the actor and the SQL expression of a submission's id, an SQL condition.
SubmissionId = ColumnElement[uuid.UUID] | Any
Condition = Callable[[Actor, SubmissionId], ColumnElement[bool]]

# True for a proposal that the actor may read beside the officers of the lead council, such as its assessors.
readers: Registry[Condition] = Registry("readers of a proposal")

# True for a proposal that the actor may not reach by any way, such as somebody recused. It outweighs all else.
barred: Registry[Condition] = Registry("barred from a proposal")
