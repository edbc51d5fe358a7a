/** Whether there is time for all of it: in `npm run test:long`. */
export const LONG = process.env['PORTCULLIS_LONG'] === '1';

/** Which parts are taken of what there is no time for all of: others each day, unless one is given. Whoever takes parts prints it. */
export const SEED = Number(process.env['PORTCULLIS_SEED'] ?? Math.floor(Date.now() / 86_400_000));
