from django.dispatch import Signal

# The windows of a published election changed. Sent inside the transaction that publishes it, with `election`, the
# windows `before` and `after`, and the `user` who approved it (None for a schedule).
dates_changed = Signal()
