-- Who does chunks of jobs. One that has not been seen for a while is taken for dead, and what it had in
-- hand is handed out again.
CREATE TABLE job_workers (
  id text PRIMARY KEY,
  seen_at timestamptz NOT NULL
);

-- The worker that has the chunk in hand.
ALTER TABLE job_chunks ADD COLUMN worker text;

CREATE INDEX job_chunks_in_hand ON job_chunks (worker) WHERE state = 'waiting' AND worker IS NOT NULL;
