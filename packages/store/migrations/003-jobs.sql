-- Background work. A job is cut into chunks; each chunk makes some of its runs. What is queued to be
-- done next is pg-boss's; what was asked for, what is done and what came of it is here.
CREATE TABLE jobs (
  id text PRIMARY KEY,
  type text NOT NULL,
  state text NOT NULL CHECK (state IN
    ('queued', 'running', 'completed', 'completed_with_errors', 'cancelled', 'failed')),
  priority integer NOT NULL,
  scenario_id text NOT NULL,
  request json NOT NULL,
  fingerprint text NOT NULL,
  idempotency_key text UNIQUE,
  -- Run jobs of one question are one job while it has not failed.
  join_key text,
  total integer NOT NULL,
  done integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  chunk_runs integer NOT NULL,
  chunks_left integer NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  events integer NOT NULL DEFAULT 0,
  extremes json,
  summary json,
  error json,
  reason text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  started_at timestamptz,
  deadline_at timestamptz,
  ended_at timestamptz
);

CREATE UNIQUE INDEX jobs_join_key ON jobs (join_key)
  WHERE join_key IS NOT NULL AND state IN ('queued', 'running', 'completed');

CREATE INDEX jobs_waiting ON jobs (priority DESC, created_at) WHERE state = 'queued';

CREATE INDEX jobs_created_at ON jobs (created_at);

CREATE TABLE job_chunks (
  job_id text NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  number integer NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dead')),
  -- Handed to the queue. False: whoever finds it so hands it over.
  sent boolean NOT NULL DEFAULT false,
  attempts integer NOT NULL DEFAULT 0,
  error json,
  PRIMARY KEY (job_id, number)
);

CREATE INDEX job_chunks_unsent ON job_chunks (job_id) WHERE state = 'waiting' AND NOT sent;

-- One row for each run, by what it is a run of: a chunk that is done twice is stored once.
CREATE TABLE job_results (
  job_id text NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  run_id text NOT NULL,
  place integer NOT NULL,
  recommendation text,
  interesting boolean,
  failed boolean NOT NULL,
  result text NOT NULL,
  PRIMARY KEY (job_id, run_id)
);

CREATE INDEX job_results_place ON job_results (job_id, place);

CREATE TABLE job_events (
  job_id text NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  place integer NOT NULL,
  event text NOT NULL,
  PRIMARY KEY (job_id, place)
);

CREATE FUNCTION announce_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('jobs_' || TG_TABLE_SCHEMA, NEW.id);
  RETURN NULL;
END $$;

CREATE TRIGGER jobs_announce AFTER INSERT OR UPDATE ON jobs
  FOR EACH ROW EXECUTE FUNCTION announce_job();
