"""Oil wildcatter without soundings: EV 20, EVPI 35 by enumeration, and the same by simulation."""
from draws import Draws, summary

prior, oil = [0.5, 0.3, 0.2], [0, 120, 270]
exact = {'drill': sum(p * (x - 70) for p, x in zip(prior, oil)), 'leave': 0.0}
perfect = sum(p * max(x - 70, 0) for p, x in zip(prior, oil))

d = Draws('oil-lease-untested')
profit = {o: d('drilled', o) * (d('oil') - 70) for o in d.options}
summary(d, profit, exact={'mean': exact, 'evpi': perfect - max(exact.values())})
