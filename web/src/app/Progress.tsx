import type { Job } from './store';

/** A hairline under the text while something is computed, in words and with Cancel. */
export function Progress({ job }: { job: Job | null }) {
  if (!job) return <div class="progress idle" />;
  const share = job.total ? job.done / job.total : 0;
  return (
    <div class="progress">
      <i
        role="progressbar"
        aria-label={job.stage}
        aria-valuenow={job.done}
        aria-valuemax={job.total || 1}
        style={{ '--share': share }}
      />
      <span>
        {job.stage}
        {job.total > 0 && ` ${job.done} of ${job.total}`}
      </span>
      <button type="button" class="quiet" onClick={job.cancel}>
        Cancel
      </button>
    </div>
  );
}
