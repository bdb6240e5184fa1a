import { useEffect } from 'react';
import { useLatest } from '../ui/use-latest.ts';

interface Shortcuts {
  readonly run: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/**
 * Ctrl or Cmd with Enter runs, with Z undoes, with Shift+Z or Y redoes, F6 goes from panel to panel.
 * A text field keeps its own undo.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useLatest(shortcuts);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'F6') {
        event.preventDefault();
        focusNextPanel(event.shiftKey ? -1 : 1);
      }
      const name = event.ctrlKey || event.metaKey ? shortcutOf(event) : null;
      if (!name) return;
      event.preventDefault();
      event.stopPropagation();
      if (name === 'run') leaveField();
      // After the render in which a figure that was still being typed is taken over.
      setTimeout(() => latest.current[name]());
    };
    // Captured: widgets inside the page keep Enter to themselves.
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, [latest]);
}

function shortcutOf(event: KeyboardEvent): keyof Shortcuts | null {
  if (event.key === 'Enter') return 'run';
  if (event.target instanceof HTMLInputElement) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' ? 'redo' : null;
}

/** A field takes its text over when it loses focus; it has it back at once. */
function leaveField(): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement)) return;
  field.blur();
  field.focus();
}

function focusNextPanel(step: 1 | -1): void {
  const panels = [...document.querySelectorAll<HTMLElement>('[data-panel-stop]')];
  const now = panels.findIndex((panel) => panel.contains(document.activeElement));
  const next = now < 0 ? 0 : (now + step + panels.length) % panels.length;
  panels[next]?.focus();
}
