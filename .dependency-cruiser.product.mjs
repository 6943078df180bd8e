import everything from './.dependency-cruiser.mjs';

/** The folders inside a subgraph and their rooms, and the folders inside the gateway. */
const FEATURES = '^(gateway|subgraphs/[^/]+)/src/[^/]+';

/** Rules for the product alone: a test may import across it. */
export default {
  forbidden: [
    {
      name: 'features-form-a-line',
      severity: 'error',
      scope: 'folder',
      comment: 'Two folders that need each other are one folder, or hide a third.',
      from: { path: FEATURES },
      to: { circular: true, viaOnly: { path: FEATURES } },
    },
  ],
  options: {
    ...everything.options,
    exclude: { path: [...everything.options.exclude.path, String.raw`\.(test|builder|fixture)\.ts$`] },
  },
};
