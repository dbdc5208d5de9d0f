// Lightens the style sheet: the DSFR declares every shade of its palette as a custom
// property, of which our pages use a few.

/** Removes the custom properties that nothing reads, until none is left to remove. */
export function alleger(css) {
  const lues = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map(([, nom]) => nom));
  const allegee = css.replace(/(?<=[{;])(--[\w-]+):[^;{}]*(;|(?=\}))/g, (declaration, nom) =>
    lues.has(nom) ? declaration : "",
  );
  const nette = allegee.replace(/[^{}]*\{\}/g, (vide) => (vide.startsWith("@") ? vide : ""));
  return nette === css ? css : alleger(nette);
}
