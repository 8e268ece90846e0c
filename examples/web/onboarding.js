/** From a number to a SIP account, on a page of the service's own origin. */
import { call } from './client.js';
import { codeFromSms, countDown } from './code.js';

/** Sends a code. `page` has the field for the code and the button that requests another one. */
export async function start(page, phoneNumber, region) {
  const deviceId = (localStorage['device-id'] ??= crypto.randomUUID());
  const body = { phoneNumber, region, deviceId, devicePlatform: 'web' };
  const started = await call('POST', '/api/onboarding/start', body);
  countDown(page.again, started.nextSms);
  codeFromSms(page.code);
  return started;
}

export async function resend(page, sessionId, phoneNumber) {
  const sent = await call('POST', '/api/onboarding/resend-otp', { sessionId, phoneNumber });
  countDown(page.again, sent.nextSms);
  return sent;
}

export const verify = (sessionId, phoneNumber, otpCode) =>
  call('POST', '/api/onboarding/verify-otp', { sessionId, phoneNumber, otpCode });

/** Signs in and returns the SIP account. */
export async function link(sessionId) {
  const linked = await call('POST', '/api/onboarding/link-account', { sessionId });
  return linked.sipCredentials;
}
