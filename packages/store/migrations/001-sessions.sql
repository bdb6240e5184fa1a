-- One stream each. `connection` counts the streams that were opened on a session: only the latest may
-- write its end. Places are those of event ids: 1 is msg_001.
CREATE TABLE sessions (
  id text PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('running', 'completed', 'cancelled', 'failed')),
  connection integer NOT NULL DEFAULT 0,
  resumes integer NOT NULL DEFAULT 0,
  scenario_id text,
  scenario_hash text,
  seed bigint,
  route text,
  model text,
  budget integer,
  engine_version text,
  run_id text,
  last_place integer,
  reason text,
  started_at timestamptz,
  cancelled_at timestamptz,
  -- Set by what an open stream must hear of: a cancel, or a stream that takes over.
  interrupted_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);

CREATE INDEX sessions_expires_at ON sessions (expires_at);

CREATE INDEX sessions_interrupted_at ON sessions (interrupted_at) WHERE interrupted_at IS NOT NULL;

CREATE INDEX sessions_run_id ON sessions (run_id) WHERE run_id IS NOT NULL;

CREATE INDEX sessions_changed_at ON sessions (changed_at);
