-- json, not jsonb: the order of variables and options is the author's and is kept.
CREATE TABLE scenarios (
  id text PRIMARY KEY,
  title text NOT NULL,
  document json NOT NULL,
  hash text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE switches (
  name text PRIMARY KEY,
  enabled boolean NOT NULL,
  reason text,
  since timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE audit (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  action text NOT NULL,
  target text,
  result text NOT NULL
);

CREATE INDEX audit_at ON audit (at);

-- Random values of this installation, such as the salt under which actors are hashed.
CREATE TABLE salts (
  name text PRIMARY KEY,
  value text NOT NULL
);

-- The hint that something changed which other gateways act on. Who hears it reads the rows.
CREATE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('sandbox_' || TG_TABLE_SCHEMA, TG_TABLE_NAME);
  RETURN NULL;
END $$;

CREATE TRIGGER sessions_announce AFTER UPDATE OF interrupted_at ON sessions
  FOR EACH ROW WHEN (NEW.interrupted_at IS DISTINCT FROM OLD.interrupted_at)
  EXECUTE FUNCTION announce_change();

CREATE TRIGGER switches_announce AFTER INSERT OR UPDATE ON switches
  FOR EACH ROW EXECUTE FUNCTION announce_change();
