-- A session is pending from when its stream is opened until its run says something.
ALTER TABLE sessions DROP CONSTRAINT sessions_state_check;

ALTER TABLE sessions ADD CONSTRAINT sessions_state_check
  CHECK (state IN ('pending', 'running', 'completed', 'cancelled', 'failed'));
