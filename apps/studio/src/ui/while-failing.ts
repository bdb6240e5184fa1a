const pauseMs = 3000;

interface Asked {
  readonly state: { readonly status: string };
}

/** `refetchInterval` of a query that recovers by itself: asked again every three seconds while it fails. */
export const whileFailing = ({ state }: Asked): number | false =>
  state.status === 'error' ? pauseMs : false;
