import type { KillSwitch } from '@scenario-sandbox/contract';
import { type FormEvent, useState } from 'react';
import { Notice, reasonOf } from '../ui/notice.tsx';
import { When } from '../ui/when.tsx';
import type { Admin } from './admin.ts';

interface KillSwitchFormProps {
  readonly admin: Admin;
  readonly state: KillSwitch;
  readonly onChanged: () => void;
}

/** Switching off takes a reason and the word typed out; switching on again takes the word too. */
export function KillSwitchForm({ admin, state, onChanged }: KillSwitchFormProps) {
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const word = state.enabled ? 'resume' : 'stop';
  const ready = typed.trim() === word && (state.enabled || reason.trim() !== '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await admin.setKillSwitch(!state.enabled, reason.trim() || 'Resumed in the studio');
      setTyped('');
      setReason('');
      setFailure(null);
      onChanged();
    } catch (error) {
      setFailure(reasonOf(error));
    }
  };
  return (
    <section aria-label="Kill switch">
      <h2>Kill switch</h2>
      {state.enabled ? (
        <Notice tone="warning" title="The kill switch is on: no stream and no job starts">
          <p>
            {state.reason ?? 'No reason was given'}
            {state.since && (
              <>
                , since <When at={state.since} />
              </>
            )}
          </p>
        </Notice>
      ) : (
        <p>
          The kill switch is off. On, it ends every open stream and starts no job, on every gateway.
        </p>
      )}
      <form className="add-name" onSubmit={submit}>
        {!state.enabled && (
          <label className="field wide">
            <span>Reason, for the people who meet it</span>
            <input
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
        )}
        <label className="field">
          <span>Type “{word}” to confirm</span>
          <input
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button
          type="submit"
          className={state.enabled ? 'button primary' : 'button danger'}
          disabled={!ready}
        >
          {state.enabled ? 'Resume the service' : 'Stop the service'}
        </button>
      </form>
      {failure && <Notice tone="serious" title={`Not changed: ${failure}`} />}
    </section>
  );
}
