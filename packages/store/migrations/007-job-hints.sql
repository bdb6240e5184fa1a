-- A hint says which job changed and what state it is in, so that most who hear it have nothing to look up.
-- What is of interest to others comes with an event: that a chunk was begun is told to nobody.
CREATE OR REPLACE FUNCTION announce_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('jobs_' || TG_TABLE_SCHEMA, NEW.id || ' ' || NEW.state);
  RETURN NULL;
END $$;

DROP TRIGGER jobs_announce ON jobs;

CREATE TRIGGER jobs_announce AFTER INSERT OR UPDATE OF events ON jobs
  FOR EACH ROW EXECUTE FUNCTION announce_job();
