/** A file of the package, which holds `src` and `dist` side by side. */
export function packageFile(path: string): URL {
  return new URL(`../../${path}`, import.meta.url);
}
