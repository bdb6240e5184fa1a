"""Demo: mean net contribution per rollout, P(best), and P(the constraint holds)."""
import numpy as np

from draws import Draws, regression_evppi, summary

d = Draws('demo')
accounts, uplift, adoption = d('accounts'), d('uplift'), d('adoption')
defect = d.bernoulli('defect', d('defect_rate'))
caught = d.bernoulli('caught', d('caught_rate'))
lost = np.minimum(d('days_to_restore') * d('leave_per_day'), 0.5)
net = {}
for o in d.options:
    delay = d('delay', o)
    exposed = accounts * np.where(caught > 0, d('first_stage', o), d('last_stage', o))
    incident = defect * exposed * (lost * d('account_value') + d('support_cost'))
    waiting = accounts * d('leave_for_features') * delay * d('account_value')
    net[o] = accounts * adoption * uplift * (12 - delay) - incident - waiting - d('rollout_cost', o)
summary(
    d,
    net,
    constraint={o: float((v > -300e3).mean()) for o, v in net.items()},
    evppi={n: regression_evppi(d(n), list(net.values())) for n in ('defect_rate', 'uplift', 'days_to_restore')},
)
