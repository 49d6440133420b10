import { z } from 'zod'

// Schemas look at this when they are made, so it stands before every import of one: the page's policy forbids `Function`.
z.config({ jitless: true })
