-- Since when a job is at work without a pause, and how many runs were settled by then: the time left is worked out from
-- these, as runs of a job that was tried again, and hours in which no process was there, say nothing of the rate.
ALTER TABLE jobs
  ADD COLUMN worked_since timestamptz,
  ADD COLUMN worked_from integer NOT NULL DEFAULT 0;

UPDATE jobs SET worked_since = started_at WHERE state = 'running';
