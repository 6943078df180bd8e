import { ConfigurationError } from './config.ts';

/** An address to listen on, and the variables that set it. */
export interface WantedAddress {
  readonly host: string;
  readonly port: number;
  /** Such as `PORT`; the host is always `HOST`. */
  readonly portVariable: string;
}

/** The fault of an address in terms of its variable; any other error is returned unchanged. */
export function addressFault(error: unknown, { host, port, portVariable }: WantedAddress): unknown {
  const explanations: Readonly<Record<string, string>> = {
    EADDRINUSE: `${portVariable}: another program listens on port ${port} of ${host} already; 0 takes any free one`,
    EACCES: `${portVariable}: this user may not listen on port ${port}`,
    EADDRNOTAVAIL: `HOST: ${host} is no address of this machine`,
    ENOTFOUND: `HOST: no DNS record exists for ${host}`,
  };
  const { code } = error as NodeJS.ErrnoException;
  const text = code === undefined ? undefined : explanations[code];
  return text ? new ConfigurationError(`The environment cannot be used: ${text}`, { cause: error }) : error;
}
