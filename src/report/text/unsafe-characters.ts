/**
 * A character class, for regular expressions with the flag `u`, of what can make a text look like
 * another or steer the terminal that shows it: controls (C0 and C1, and with them every escape
 * sequence), format characters (bidi controls, zero-width ones, tags), lone surrogates, private
 * use, line and paragraph separators, and whatever else renders as nothing.
 */
export const unsafeCharacters: string =
  "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]";
