/** The field for the code, and the button that requests another one. */

/** Fills in the code of the SMS if the browser supports WebOTP; otherwise the keyboard offers it by autocomplete. */
export async function codeFromSms(field, stop) {
  field.autocomplete = 'one-time-code';
  field.inputMode = 'numeric';
  if (!('OTPCredential' in window)) return;
  const otp = await navigator.credentials.get({ otp: { transport: ['sms'] }, signal: stop }).catch(() => null);
  if (otp) field.value = otp.code;
}

/** Disables the button until another SMS is possible; `nextSms` is in seconds from the response. */
export function countDown(button, nextSms) {
  const due = performance.now() + nextSms * 1000;
  const text = button.textContent;
  const tick = () => {
    const left = Math.ceil((due - performance.now()) / 1000);
    button.disabled = left > 0;
    button.textContent = left > 0 ? `${text} (${left})` : text;
    if (left > 0) setTimeout(tick, 250);
  };
  if (nextSms == null) button.disabled = true;
  else tick();
}
