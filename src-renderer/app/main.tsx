import './without-eval.ts';

// Everything that makes a schema comes after: a chunk that is merely imported runs before the importing module does.
await import('./show-page.tsx');
