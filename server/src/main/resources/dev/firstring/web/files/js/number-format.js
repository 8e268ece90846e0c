// Writes numbers as people of a country do, by the numbering plans of libphonenumber that the service hands out.
import { digitsOf, isInternational } from "./digits.js";

const NINES = "9".repeat(15);
const OWN = "\u0001";

/** The text with its digits grouped as the plan says, as far as it has been typed. */
export function format(plan, text) {
  const digits = digitsOf(text);
  if (!isInternational(text)) {
    return group(plan, digits, [withPrefix, bare, withLeftOutPrefix]);
  }
  const code = String(plan.callingCode);
  return digits.startsWith(code) ? `+${code} ${group(plan, digits.slice(code.length), [abroad])}`.trimEnd() : `+${digits}`;
}

/** Whether a number of this country has more digits than these. What is too long may be a number of another country. */
export function isShort(plan, text) {
  const code = String(plan.callingCode);
  let digits = digitsOf(text);
  if (isInternational(text)) {
    if (!digits.startsWith(code)) {
      return false;
    }
    digits = digits.slice(code.length);
  }
  return digits.length < plan.lengths.at(0);
}

/** A whole number first, then what may become one; of each the first way of reading it that fits. */
function group(plan, digits, readings) {
  for (const write of digits.length > 2 ? [whole, begun] : []) {
    for (const reading of readings) {
      for (const candidate of plan.formats) {
        const { prefix, shape } = reading(candidate, plan) ?? {};
        const shown = shape && digits.startsWith(prefix) && write(candidate, shape, digits.slice(prefix.length));
        if (shown) {
          return shown;
        }
      }
    }
  }
  return digits;
}

/** The digits that a format is written with in front, such as "0" for "0$1"; empty for none and for signs only. */
function prefixOf(candidate) {
  return candidate.withPrefix?.replace("$1", "").replace(/\D/g, "") ?? "";
}

function shaped(candidate) {
  return candidate.withPrefix ? candidate.format.replace("$1", candidate.withPrefix) : candidate.format;
}

function withPrefix(candidate) {
  const prefix = prefixOf(candidate);
  return prefix ? { prefix, shape: shaped(candidate) } : null;
}

function bare(candidate) {
  return { prefix: "", shape: prefixOf(candidate) ? candidate.format : shaped(candidate) };
}

/** Some countries have a prefix that is dialled and never written; who types it sees it. */
function withLeftOutPrefix(candidate, plan) {
  return plan.prefix && !prefixOf(candidate) ? { prefix: plan.prefix, shape: `${plan.prefix} ${shaped(candidate)}` } : null;
}

function abroad(candidate) {
  return { prefix: "", shape: candidate.format };
}

function whole(candidate, shape, digits) {
  const pattern = new RegExp(`^(?:${candidate.pattern})$`);
  return begins(candidate.leading.at(-1), digits) && pattern.test(digits) ? digits.replace(pattern, shape) : null;
}

function begun(candidate, shape, digits) {
  const narrow = candidate.leading[Math.min(Math.max(digits.length - 3, 0), candidate.leading.length - 1)];
  const fits = digits.length > 1 && begins(narrow, digits) && longest(candidate.pattern).length >= digits.length;
  return fits ? fill(template(candidate.pattern, shape), digits) : null;
}

function begins(leading, digits) {
  return !leading || new RegExp(`^(?:${leading})`).test(digits);
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
