-- The hint of a session names it: a gateway that has its stream reads that row alone, others none.
CREATE FUNCTION announce_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('sandbox_' || TG_TABLE_SCHEMA, 'session ' || NEW.id);
  RETURN NULL;
END $$;

DROP TRIGGER sessions_announce ON sessions;

CREATE TRIGGER sessions_announce AFTER UPDATE OF interrupted_at ON sessions
  FOR EACH ROW WHEN (NEW.interrupted_at IS DISTINCT FROM OLD.interrupted_at)
  EXECUTE FUNCTION announce_session();
