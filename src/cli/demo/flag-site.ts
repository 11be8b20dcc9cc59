import { builtInWorkloads } from '../../workload/catalog.js';
import { loadWorkload } from '../../workload/load.js';

/** One download: of which country, from where, to which file. */
export interface FlagRequest {
  code: string;
  url: string;
  path: string;
}

/** What can go wrong with a download. */
export type Failure = '404' | 'timeout';

/** A local server of flags and a temporary folder for them; disposing of it removes both. */
export interface FlagSite extends AsyncDisposable {
  /** The twenty flags. */
  requests: FlagRequest[];
  /** The same, with as many of them going wrong. */
  failing(failures: readonly Failure[]): FlagRequest[];
}

/** Where a request goes that is to fail; the server of the workload knows both. */
const failingPaths: Record<Failure, string> = { '404': '/nowhere', timeout: '/silence' };
const delayMs = 40;
const tasks = 20;

/** Opens what the workload `flags` downloads from. */
export async function openFlagSite(): Promise<FlagSite> {
  const builtIn = builtInWorkloads().find(({ name }) => name === 'flags');
  if (builtIn === undefined) throw new Error('the workload flags is missing from the package');
  const workload = await loadWorkload(builtIn.moduleUrl);
  const prepared = await workload.setup?.({ delayMs });
  const context = prepared?.context;
  const requests = workload.inputs?.({ params: { delayMs }, context, tasks }) as FlagRequest[];
  return {
    requests,
    failing: (failures) =>
      requests.map((request, index) => {
        const failure = failures[index - 1];
        if (failure === undefined) return request;
        return { ...request, url: new URL(failingPaths[failure], request.url).href };
      }),
    async [Symbol.asyncDispose]() {
      await prepared?.teardown?.();
    },
  };
}
