/**
 * The part of a Bottleneck group that plugin-throttling calls. Bottleneck itself runs every job
 * behind timers and locks of its own: some milliseconds for each request, whatever its limits are.
 */
export interface JobGroup {
  readonly key: () => { readonly schedule: Schedule };
}

type Schedule = <Parameters extends readonly unknown[], Result>(
  options: unknown,
  job: (...parameters: Parameters) => Promise<Result>,
  ...parameters: Parameters
) => Promise<Result>;

/** Lets everything through at once. */
export function unlimitedJobs(): JobGroup {
  const schedule: Schedule = async (_options, job, ...parameters) => await job(...parameters);
  return { key: () => ({ schedule }) };
}

/** Lets `most` jobs run at once, in the order in which they came. */
export function jobsAtOnce(most: number): JobGroup {
  let running = 0;
  let next = 0;
  let waiting: (() => void)[] = [];

  function release(): void {
    const start = waiting[next];
    if (start === undefined) {
      running -= 1;
      return;
    }
    // The place goes to the next one, so that nobody who comes now can take it.
    next += 1;
    if (next > 1_000) {
      waiting = waiting.slice(next);
      next = 0;
    }
    start();
  }

  const schedule: Schedule = async (_options, job, ...parameters) => {
    if (running < most) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await job(...parameters);
    } finally {
      release();
    }
  };
  return { key: () => ({ schedule }) };
}

type Failed = (
  error: unknown,
  info: { readonly args: readonly unknown[] },
) => Promise<number | undefined>;

/** The part of a Bottleneck that plugin-throttling repeats refused requests with. */
export interface Repeater {
  readonly on: (event: "failed", listener: Failed) => void;
  readonly schedule: <Parameters extends readonly unknown[], Result>(
    job: (...parameters: Parameters) => Promise<Result>,
    ...parameters: Parameters
  ) => Promise<Result>;
}

/**
 * Repeats a job for as long as the listener answers its failure with a delay. The delay itself is
 * not kept: the client's gate does the waiting, for all requests at once.
 */
export function createRepeater(): Repeater {
  let failed: Failed = async () => undefined;
  return {
    on: (_event, listener) => {
      failed = listener;
    },
    schedule: async (job, ...parameters) => {
      for (;;) {
        try {
          return await job(...parameters);
        } catch (error) {
          if ((await failed(error, { args: parameters })) === undefined) throw error;
        }
      }
    },
  };
}
