// Loaded before the command line: it is always the same day, so that the same pictures are drawn
// everywhere.
import { today } from "./world.mjs";

const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [today] : parts));
  }

  static now() {
    return today;
  }
};
