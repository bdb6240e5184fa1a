"""Security: expected result and certainty equivalent over three years per option."""
import numpy as np

from draws import Draws, summary

d = Draws('security-investment', count=1_000_000)
years, tolerance = 3, 6e6
loss = d('loss', periods=years)
u = d.uniform('incident', periods=years)
result = {}
for o in d.options:
    total = np.zeros(d.count)
    for t in range(years):
        incident = u[t] > 1 - d('frequency') * d('frequency_factor', o)
        damage = incident * np.minimum(loss[t] * d('severity_factor', o), 25e6)
        back = d('insured', o) * np.clip(damage - 250e3, 0, 5e6)
        total -= (damage - back + d('yearly_cost', o)) / 1.04**t
    result[o] = total
harm = {o: np.exp(-v / tolerance) for o, v in result.items()}
certain = {o: float(-tolerance * np.log(h.mean())) for o, h in harm.items()}
error = {o: float(tolerance * h.std() / np.sqrt(d.count) / h.mean()) for o, h in harm.items()}
tail = {o: float(np.sort(v)[: d.count // 20].mean()) for o, v in result.items()}
summary(d, result, certaintyEquivalent=certain, certaintyEquivalentError=error, cvar5=tail)
