"""What a supplier would like to hear of."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Supplier
from core.database import Id, JsonList, Model


class SupplierInterest(Model):
    """Themes, words, councils (by id) and bands of money, by their values; of each kind one is enough, an empty kind
    leaves all. Its id stands in the searches of those of its people who want the daily mail, and nowhere else.
    """

    __tablename__ = "supplier_interests"

    id: Mapped[Id]
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("suppliers.id"), unique=True)
    themes: Mapped[JsonList] = mapped_column(default=list)
    words: Mapped[JsonList] = mapped_column(default=list)
    council_ids: Mapped[JsonList] = mapped_column(default=list)
    money: Mapped[JsonList] = mapped_column(default=list)
    saved_at: Mapped[dt.datetime]

    supplier: Mapped[Supplier] = relationship(lazy="raise")

    @property
    def is_empty(self) -> bool:
        """Nothing chosen asks for nothing, not for everything."""
        return not (self.themes or self.words or self.council_ids or self.money)
