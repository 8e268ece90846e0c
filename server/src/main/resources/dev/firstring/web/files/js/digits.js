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
