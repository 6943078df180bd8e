/** This subgraph as a process of its own; PORT goes before the default. */
export const PROCESS = { name: 'assessment', defaultPort: 4004 } as const;
