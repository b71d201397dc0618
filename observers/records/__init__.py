"""Facts about polls: who may publish them, and what was found."""
