"""`make bench-directory`: a generated directory, questions whose answers are known, and what the finder makes of them.

Questions share no code with the portal's normaliser: their truth comes from the generated segments alone.
"""
