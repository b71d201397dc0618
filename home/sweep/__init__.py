"""Does a poll leave the portal while the law closes it? Canaries are planted, every door is tried, nothing stays.

`planting` makes one of everything that can be closed, `doors` lists every public address at which it could be seen,
`sweep` asks them at the edges of the window. The command is `check_blackout`.
"""
