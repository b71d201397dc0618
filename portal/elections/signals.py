from django.dispatch import Signal

# What closes by a published election changed: its dates were published for the first time, moved, or closed longer by
# decision. Sent inside the transaction that publishes it, with `election`, the PublishedWindows `before` and `after`,
# and the `user` who approved it, also where a schedule publishes it.
dates_changed = Signal()
