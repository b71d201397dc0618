"""How a subscribed calendar recognises what it has seen: a key that stays, a sequence that only rises.

RFC 5545, 3.8.4.7 (UID) and 3.8.7.4 (SEQUENCE). Both belong to the row. A revision may be old, restored or of another
author; what it says about them never counts.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.db import models, transaction
from modelcluster.models import get_serializable_data_for_fields

if TYPE_CHECKING:
    from django.db.models import Field


def _comparable(value: Any) -> Any:
    """Instants in UTC: in the hour that clocks show twice, equal ones in two zones are unequal to Python."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


class SequencedMixin(models.Model):
    """A record or page that stands in subscribed calendars.

    A model whose key has a meaning of its own defines that `key` itself, as a unique UUIDField.
    """

    # What makes readers warn the subscriber when it changes: what it is, when, where, whether it takes place.
    sequenced_fields: ClassVar[tuple[str, ...]] = ()

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the row's key; raises the row's sequence by one if a sequenced field differs from the row."""
        with transaction.atomic():
            written: Collection[str] | None = kwargs.get("update_fields")
            if self._follow_the_row(written) and written is not None:
                kwargs["update_fields"] = {*written, "sequence"}
            super().save(*args, **kwargs)

    def _follow_the_row(self, written: Collection[str] | None) -> bool:
        """Takes over the row's key and sequence; whether the sequence was raised."""
        names = [name for name in self.sequenced_fields if written is None or name in written]
        watched = [cast("Field[Any, Any]", self._meta.get_field(name)) for name in names]
        rows = type(self)._base_manager.select_for_update().filter(pk=self.pk)
        row = rows.values("key", "sequence", *(field.attname for field in watched)).first() if self.pk else None
        if row is None:
            # A copy is another event.
            if type(self)._base_manager.filter(key=self.key).exists():
                self.key = uuid.uuid4()
            return False
        has_changed = any(
            _comparable(field.to_python(getattr(self, field.attname))) != _comparable(row[field.attname])
            for field in watched
        )
        self.key, self.sequence = row["key"], row["sequence"] + has_changed
        return has_changed


class SequencedChildMixin(SequencedMixin):
    """The same for a child (ParentalKey) of a record with revisions: key and sequence stay out of those.

    Wagtail's form makes a child anew at each saving until it has a row: with the key in it, an approver's revision
    would differ from the author's, and the approver would count as another author. A child whose row has gone in the
    meantime comes back as a new event, whose sequence can't be lower than one that somebody has seen.
    """

    class Meta:
        abstract = True

    def serializable_data(self) -> dict[str, Any]:
        """The child as modelcluster writes it into a revision of its parent."""
        fields: dict[str, Any] = get_serializable_data_for_fields(self)
        return {name: value for name, value in fields.items() if name not in {"key", "sequence"}}
