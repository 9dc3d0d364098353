import fc from "fast-check";

/**
 * Properties draw the same values in every run of the suite, so that it never fails by chance.
 * `npm run fuzz` gives another seed each time; with `HOOKFLEET_SEED` one of them is repeated.
 */
fc.configureGlobal({ seed: Number(process.env["HOOKFLEET_SEED"] ?? 20_261_126) });
