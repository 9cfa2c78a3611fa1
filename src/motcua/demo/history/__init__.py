"""Years of simulated dossiers for the demo, from 1/1/2022 to the moment of start: what `motcua demo-history` makes.

A day's stories come from (seed, day) alone (`stories`), every path of moves is walked through the table of moves once
(`paths`), every due moment is the domain's (`minutes`), and what happened until now is folded into rows (`telling`) that
COPY writes (`copying`, `making`). A test replays a sample through the services and finds the same columns and entries.

No outbox messages are written: nothing of this ever happened, so nobody outside is told of it, and a relay that found
a million messages would be busy for days. No facts of the figures either: they are read from these tables in one
statement by whoever calls `making.make`, which yields what it wrote.
"""
