-- What narrators said that would not say the same again. One gateway writes a recording, as long as it renews it.
CREATE TABLE recordings (
  key text PRIMARY KEY,
  producer text NOT NULL,
  renewed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended boolean NOT NULL DEFAULT false,
  expires_at timestamptz NOT NULL
);

CREATE INDEX recordings_expires_at ON recordings (expires_at);

-- Events are stored as they come, some at a time; place is that of the first of them, from 0.
CREATE TABLE recording_batches (
  key text NOT NULL REFERENCES recordings ON DELETE CASCADE,
  place integer NOT NULL,
  events json NOT NULL,
  PRIMARY KEY (key, place)
);
