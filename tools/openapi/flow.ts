// Runs the flow in both spellings with clients made from the documents: node target/js/flow.js BASE-URL
import createClient from "openapi-fetch";
import type { paths as Mobile } from "./target/client/mobile.js";
import type { paths as Web } from "./target/client/web.js";

declare const process: { argv: string[] };

const baseUrl = process.argv[2] ?? "http://localhost:8080";

/** The data of a success; what went wrong stops the run. */
function done<T>(step: string, result: { data?: { data: T }; error?: unknown; response: Response }): T {
  if (result.data === undefined) {
    throw new Error(`${step}: ${result.response.status} ${JSON.stringify(result.error)}`);
  }
  return result.data.data;
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) {
    throw new Error(otherwise);
  }
}

async function web(phoneNumber: string): Promise<void> {
  const client = createClient<Web>({ baseUrl });
  const started = done("start", await client.POST("/api/onboarding/start", { body: { phoneNumber, devicePlatform: "web" } }));
  const session = started.sessionId;
  const wait: number | null = started.nextSms;
  expect(wait === null || wait > 0, "another SMS is not to be had at once");
  const wrong = await client.POST("/api/onboarding/verify-otp", {
    body: { sessionId: session, phoneNumber, otpCode: started.otpCode === "000000" ? "111111" : "000000" },
  });
  expect(wrong.error?.code === "INVALID_OTP" && wrong.error.attemptsLeft === 2, "a wrong code costs one attempt");
  const verified = done(
    "verify",
    await client.POST("/api/onboarding/verify-otp", {
      body: { sessionId: session, phoneNumber, otpCode: started.otpCode ?? "" },
    }),
  );
  expect(verified.nextStep === "account_link", "the account comes next");
  const linked = done(
    "link",
    await client.POST("/api/onboarding/link-account", {
      body: { sessionId: session, displayName: "Ada", tokenDelivery: "body" },
    }),
  );
  expect(linked.sipCredentials.transportProtocol !== null && linked.user.name === "Ada", "a credential comes back");
  const status = done(
    "status",
    await client.GET("/api/onboarding/session", { params: { header: { "X-Onboarding-Session": session } } }),
  );
  expect(status.currentStep === "complete" || status.currentStep === "sip_provisioning", "the session is done");
  const refreshed = done(
    "refresh",
    await client.POST("/api/account/token/refresh", {
      body: { refreshToken: linked.tokens?.refreshToken ?? "", tokenDelivery: "body" },
    }),
  );
  const account = done(
    "account",
    await client.GET("/api/account", { headers: { Authorization: `Bearer ${refreshed.accessToken}` } }),
  );
  expect(account.phoneNumbers[0]?.phoneNumber === phoneNumber, "the number is the account's");
}

async function mobile(phone_number: string): Promise<void> {
  const client = createClient<Mobile>({ baseUrl });
  const started = done(
    "start",
    await client.POST("/api/v1/onboarding/start", { body: { phone_number, device_platform: "android" } }),
  );
  const session_id = started.session_id;
  const wrong = await client.POST("/api/v1/onboarding/verify-otp", {
    body: { session_id, phone_number, otp_code: started.otp_code === "000000" ? "111111" : "000000" },
  });
  expect(wrong.error?.detail.error === "invalid_otp" && wrong.error.detail.attempts_left === 2, "one attempt is gone");
  done(
    "verify",
    await client.POST("/api/v1/onboarding/verify-otp", {
      body: { session_id, phone_number, otp_code: started.otp_code ?? "" },
    }),
  );
  const linked = done("link", await client.POST("/api/v1/onboarding/link-account", { body: { session_id } }));
  const status = done(
    "status",
    await client.GET("/api/v1/onboarding/session/{session_id}", { params: { path: { session_id } } }),
  );
  expect(status.sip_credential_id === linked.sip_credentials.id, "the session tells its credential");
  const refreshed = done(
    "refresh",
    await client.POST("/api/v1/account/token/refresh", {
      body: { refresh_token: linked.tokens?.refresh_token ?? "" },
      params: { header: { "Idempotency-Key": crypto.randomUUID() } },
    }),
  );
  const list = done(
    "credentials",
    await client.GET("/api/v1/onboarding/sip-credentials", {
      headers: { Authorization: `Bearer ${refreshed.access_token}` },
    }),
  );
  expect(list.count === 1 && list.credentials[0]?.status === "active", "the credential is listed");
}

await web("+33612340001");
await mobile("+33612340002");
console.log("TypeScript: the flow works in both spellings");
