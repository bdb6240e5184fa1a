/** Five digits that count. */
export const digits = (value: number): string => Number(value.toPrecision(5)).toLocaleString('en');

/** Values of variables, as they are set in one run of a sweep. */
export const settings = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} = ${Number(value.toPrecision(5))}`)
    .join(', ') || 'the scenario as it is';
