import fc from 'fast-check';

// The same examples in every run, so that a pull request fails only for what it changed; FC_SEED tries others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261124) });
