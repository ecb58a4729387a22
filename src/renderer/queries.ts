/** Answers are cached by method and input; a command refreshes the features its answer says it touched. */
import { QueryClient, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { MethodName, Output, RawInput } from '../shared/contract/index.ts';
import { call, request } from './bridge.ts';

// Everything is on this machine: no retry, no "offline", no refetch because a window came to the front.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY },
    mutations: { networkMode: 'always', retry: false },
  },
});

export function useCall<M extends MethodName>(
  name: M,
  input: RawInput<M>,
  options: { readonly enabled?: boolean; readonly keep?: boolean; readonly fresh?: boolean } = {},
): UseQueryResult<Output<M>> {
  return useQuery({
    queryKey: [name, input],
    queryFn: (): Promise<unknown> => call(name, input),
    enabled: options.enabled ?? true,
    // What also rests on things that touch another feature is asked for anew by the next page that shows it.
    ...(options.fresh ? { gcTime: 0 } : {}),
    // The month switcher should not blink: the old month stays until the new one is here.
    ...(options.keep ? { placeholderData: (before: unknown) => before } : {}),
  }) as UseQueryResult<Output<M>>;
}

/** Runs a command and refreshes what it touched. */
export async function runCommand<M extends MethodName>(name: M, input: RawInput<M>): Promise<Output<M>> {
  const { value, touches } = await request(name, input);
  if (touches.length > 0) {
    await queryClient.invalidateQueries({
      predicate: ({ queryKey }) => touches.includes(String(queryKey[0]).split('.')[0] ?? ''),
    });
  }
  return value;
}

/**
 * A command of a page. The second click of a double click comes before the button is drawn as disabled: the same request is not made
 * again while it runs. Another one is, so that no figure typed quickly after the last is lost.
 */
export function useCommand<M extends MethodName>(name: M) {
  const running = useRef<string | null>(null);
  const { mutate, ...mutation } = useMutation({
    mutationFn: async (input: RawInput<M>) => {
      const own = JSON.stringify(input);
      try {
        return await runCommand(name, input);
      } finally {
        if (running.current === own) running.current = null;
      }
    },
  });
  const once = useCallback(
    (...request: Parameters<typeof mutate>) => {
      const asked = JSON.stringify(request[0]);
      if (running.current === asked) return;
      running.current = asked;
      mutate(...request);
    },
    [mutate],
  );
  return { ...mutation, mutate: once };
}
