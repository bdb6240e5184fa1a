import type { ReactNode } from 'react';
import { useWidth } from './use-width.ts';

/** What takes the page long to lay out or paint keeps its width while its room changes, and has the new one once after that. */
export function HeldWidth({ children }: { readonly children: ReactNode }) {
  const [room, width] = useWidth<HTMLDivElement>();
  return (
    <div ref={room}>
      <div className="held" style={width === null ? undefined : { width }}>
        {children}
      </div>
    </div>
  );
}
