// Writes numbers as people of a country do, by the numbering plans of libphonenumber that the service hands out.
import { digitsOf } from "./digits.js";

const NINES = "9".repeat(15);
const OWN = "\u0001";

/** The text with its digits grouped as the plan says, as far as it has been typed. */
export function format(plan, text) {
  const foreign = text.trim().startsWith("+");
  const digits = digitsOf(text);
  if (foreign) {
    const rest = digits.startsWith(String(plan.callingCode)) ? digits.slice(String(plan.callingCode).length) : null;
    return rest === null ? `+${digits}` : `+${plan.callingCode} ${group(plan, rest, false)}`.trimEnd();
  }
  const prefixed = Boolean(plan.prefix) && digits.startsWith(plan.prefix);
  const national = prefixed ? digits.slice(plan.prefix.length) : digits;
  const shown = group(plan, national, prefixed);
  return prefixed && !shown.replace(/\D/g, "").startsWith(plan.prefix) ? plan.prefix + shown : shown;
}

/** What is wrong with the length of a national number: "short", "long", or null. */
export function judge(plan, text) {
  let digits = digitsOf(text);
  if (text.trim().startsWith("+")) {
    if (!digits.startsWith(String(plan.callingCode))) {
      return null;
    }
    digits = digits.slice(String(plan.callingCode).length);
  }
  const least = plan.lengths.at(0);
  const most = plan.lengths.at(-1) + (plan.prefix ?? "").length;
  return digits.length < least ? "short" : digits.length > most ? "long" : null;
}

function group(plan, digits, prefixed) {
  const chosen = plan.formats.find((candidate) => fits(candidate, digits));
  if (!chosen || digits.length < 2) {
    return digits;
  }
  const rule = prefixed && chosen.withPrefix;
  const shape = rule ? chosen.format.replace(/\$1/, rule) : chosen.format;
  return fill(template(chosen.pattern, shape), digits);
}

function fits(candidate, digits) {
  if (candidate.leading.length) {
    const narrow = candidate.leading[Math.min(Math.max(digits.length - 3, 0), candidate.leading.length - 1)];
    if (!new RegExp(`^(?:${narrow})`).test(digits)) {
      return false;
    }
  }
  return longest(candidate.pattern).length >= digits.length;
}

function longest(pattern) {
  return NINES.match(new RegExp(pattern))?.[0] ?? "";
}

/** The shape with a nine for each digit that is typed; digits that belong to the shape are marked as its own. */
function template(pattern, shape) {
  const marked = shape.replace(/\$\d|\d/g, (part) => (part.length > 1 ? part : OWN + part));
  return longest(pattern).replace(new RegExp(`^${pattern}$`), marked);
}

function fill(shape, digits) {
  let shown = "";
  let at = 0;
  for (let place = 0; place < shape.length; place++) {
    if (shape[place] === OWN) {
      shown += shape[++place];
    } else if (shape[place] !== "9") {
      shown += shape[place];
    } else if (at < digits.length) {
      shown += digits[at++];
    } else {
      break;
    }
  }
  return shown.replace(/[\s\-/(]+$/, "");
}
