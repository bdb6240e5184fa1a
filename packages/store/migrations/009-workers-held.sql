-- Whether the worker holds its id, which the server gives free as soon as the worker's process is gone.
ALTER TABLE job_workers ADD COLUMN held boolean NOT NULL DEFAULT false;
