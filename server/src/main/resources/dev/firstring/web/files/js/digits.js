// What the service drops between digits, and the signs that it takes for a plus: see PastedText.
const PLUS = "+\u207a\u208a\u2795\ufb29\ufe62\uff0b";
const DROPPED = "\\s\\p{Cf}\\p{Z}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Variation_Selector}\u20e3./'\"~\u00b7\u2022\u2212\u30fb\uff0e\uff0f";
const INTERNATIONAL = new RegExp(`^[^\\p{Nd}${PLUS}]*[${PLUS}]`, "u");
const STRANGE = new RegExp(`[^\\p{Nd}${PLUS}${DROPPED}]`, "u");

/** Whether a plus sign stands before the digits, whatever stands before it. */
export function isInternational(text) {
  return INTERNATIONAL.test(text);
}

/** Whether something is in a text that nobody writes in a number: it is left as it is, and the service says what it is. */
export function isStrange(text) {
  return STRANGE.test(text);
}

/** The digits of a text in any script, as 0 to 9. */
export function digitsOf(text) {
  return [...text].map(digit).join("");
}

function digit(character) {
  if (character >= "0" && character <= "9") {
    return character;
  }
  if (!isDigit(character.codePointAt(0))) {
    return "";
  }
  // Unicode keeps the ten digits of a script together, in their order; some scripts follow each other without a gap.
  let value = 0;
  while (isDigit(character.codePointAt(0) - value - 1)) {
    value++;
  }
  return String(value % 10);
}

function isDigit(point) {
  return /\p{Nd}/u.test(String.fromCodePoint(point));
}
