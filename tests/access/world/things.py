"""What a thing of the world is to the tables: the values that its addresses need."""

from collections.abc import Mapping

Thing = Mapping[str, object]
Things = dict[str, Thing]
