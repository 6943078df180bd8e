/** This subgraph as a process of its own; PORT goes before the default. */
export const PROCESS = { name: 'grids', defaultPort: 4001 } as const;
