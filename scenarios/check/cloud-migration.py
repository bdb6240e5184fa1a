"""Cloud migration: present cost of five years, and the waste at which renewing becomes cheaper."""
import numpy as np

from draws import Draws, crossing, regression_evppi, summary

d = Draws('cloud-migration')
growth, waste, own = d('growth'), d('waste'), d('own_running_cost')
cost = {}
for o in d.options:
    load, present = np.ones(d.count), np.zeros(d.count)
    for t in range(5):
        idle = waste * d('waste_factor', o)
        cloud = d('needed_cloud') * (1 - d('code_saving', o)) * load / (1 - idle) + d('remaining_staff')
        room = own * (1 + d('own_elasticity') * (load - 1))
        present += np.where(d('in_cloud', o) > 0, cloud, room) / 1.08**t
        load = load * (1 + growth)
    moving = d('budget', o) * d('overrun') + own * d('overlap', o)
    cost[o] = present + np.where(d('in_cloud', o) > 0, moving, d('refresh_cost'))
gain = [-c for c in cost.values()]
threshold = crossing(waste, cost['renew'] - cost['rehost'])
summary(
    d,
    cost,
    maximise=False,
    switching={'waste': threshold, 'probability': float((waste > threshold[0]).mean())},
    evppi={n: regression_evppi(d(n), gain) for n in ('waste', 'growth', 'overrun', 'needed_cloud')},
)
