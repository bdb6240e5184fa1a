import { useEffect } from 'react';

/** Names the page in the browser's tab and for screen readers. */
export function useTitle(name: string): void {
  useEffect(() => {
    document.title = `${name} – Scenario Sandbox`;
  }, [name]);
}
