"""What people read: one page per language."""
