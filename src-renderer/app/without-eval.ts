import { z } from 'zod';

// zod compiles parsers with `new Function`, which the page's content security policy forbids; it would try, be
// reported, and fall back. This module is imported before any schema is made. Source: zod 4 docs, "jitless", 2026-11.
z.config({ jitless: true });
