/** Small choices that this browser remembers. Storage that is full or forbidden is no error. */

const nameOf = (key: string): string => `scenario-sandbox.${key}`;

export function readSetting(key: string): string | null {
  try {
    return localStorage.getItem(nameOf(key));
  } catch {
    return null;
  }
}

/** Null forgets it. */
export function writeSetting(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(nameOf(key));
    else localStorage.setItem(nameOf(key), value);
  } catch {
    // The choice then lives as long as the page.
  }
}

/** Tells when another tab of this browser sets `key` to a text; gives what ends it. */
export function onSettingElsewhere(key: string, told: (value: string) => void): () => void {
  const heard = (event: StorageEvent) => {
    if (event.key === nameOf(key) && event.newValue !== null) told(event.newValue);
  };
  window.addEventListener('storage', heard);
  return () => window.removeEventListener('storage', heard);
}

/** What follows `prefix` in the keys that have a value. */
export function settingsUnder(prefix: string): string[] {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(nameOf(prefix)));
    return names.map((name) => name.slice(nameOf(prefix).length)).sort();
  } catch {
    return [];
  }
}
