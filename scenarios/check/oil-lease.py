"""Oil wildcatter, with soundings: exact figures by enumeration, and the same by simulation."""
import numpy as np

from draws import Draws, summary

prior, oil, shows = [0.5, 0.3, 0.2], [0, 120, 270], [0.4, 0.7, 0.9]
exact = {
    'drill': sum(p * (x - 70) for p, x in zip(prior, oil)),
    'sound-first': sum(p * s * (x - 70) for p, s, x in zip(prior, shows, oil)) - 10,
    'leave': 0.0,
}
perfect = sum(p * max(x - 70, 0) for p, x in zip(prior, oil))

d = Draws('oil-lease')
found = d('oil')
promising = d.bernoulli('promising', np.where(found < 1, 0.4, np.where(found < 200, 0.7, 0.9)))
profit = {}
for o in d.options:
    drilled = np.where(promising > 0, d('drill_if_promising', o), d('drill_if_diffuse', o))
    profit[o] = drilled * (found - 70) - d('sounded', o) * 10
summary(d, profit, exact={'mean': exact, 'evpi': perfect - max(exact.values())})
