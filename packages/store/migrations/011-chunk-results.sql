-- A chunk is settled once, so its results are one text in its own row, beside what a summary of the job needs of them.
ALTER TABLE job_chunks
  ADD COLUMN results text,
  ADD COLUMN failed integer NOT NULL DEFAULT 0,
  ADD COLUMN recommended json,
  ADD COLUMN interesting json;

-- Figures shrink little when they are compressed, and that took longer than all else that is done with a chunk.
ALTER TABLE job_chunks ALTER COLUMN results SET STORAGE EXTERNAL;

UPDATE job_chunks AS c SET results = made.results, failed = made.failed,
  recommended = made.recommended, interesting = made.interesting
FROM (
  SELECT r.job_id, r.place / j.chunk_runs AS number,
    string_agg(r.result, ',' ORDER BY r.place) AS results,
    count(*) FILTER (WHERE r.failed) AS failed,
    json_agg(r.recommendation ORDER BY r.place) AS recommended,
    CASE WHEN bool_or(r.interesting IS NOT NULL) THEN json_agg(r.interesting ORDER BY r.place) END AS interesting
  FROM job_results AS r JOIN jobs AS j ON j.id = r.job_id GROUP BY r.job_id, r.place / j.chunk_runs
) AS made
WHERE c.job_id = made.job_id AND c.number = made.number;

DROP TABLE job_results;
