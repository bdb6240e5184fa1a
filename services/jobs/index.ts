export { buildJobs, type JobsOptions } from './app.ts';
export { type JobsConfig, readJobsConfig } from './config.ts';
