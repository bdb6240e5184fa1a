-- What the id of a run stands for, once a caller was told it.
CREATE TABLE runs (
  id text PRIMARY KEY,
  scenario_id text NOT NULL,
  seed bigint NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX runs_made_at ON runs (made_at);

-- Every order of a run is a job of its own; who wants any job of a run finds the latest.
DROP INDEX jobs_join_key;

ALTER TABLE jobs RENAME COLUMN join_key TO run_id;

CREATE INDEX jobs_run_id ON jobs (run_id, created_at) WHERE run_id IS NOT NULL;
