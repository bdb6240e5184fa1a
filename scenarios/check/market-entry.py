"""Market entry: present value per way of entry, and what 250 more answers are worth."""
import numpy as np

from draws import Draws, regression_evppi, summary, survey_evsi

d = Draws('market-entry')
demand = d('workshops') * d('interest') * d('forecast_error')
value = {}
for o in d.options:
    present = np.zeros(d.count)
    for t in range(5):
        customers = demand * d('reach', o) * np.minimum((t + 1) / d('years_to_peak'), 1)
        present += (customers * d('contribution') * d('kept', o) - d('yearly_cost', o)) / 1.1**t
    value[o] = present - d('setup', o)
columns = list(value.values())

summary(
    d,
    value,
    evppi={name: regression_evppi(d(name), columns) for name in ('interest', 'forecast_error', 'workshops')},
    evsi={'interest': survey_evsi(d('interest'), 250, columns)},
)
