package dev.firstring.contract;

import dev.firstring.client.ApiClient;
import dev.firstring.client.ApiException;
import dev.firstring.client.api.AccountApi;
import dev.firstring.client.api.OnboardingApi;
import dev.firstring.client.api.SipApi;
import dev.firstring.client.model.CredentialListV1;
import dev.firstring.client.model.LinkBody;
import dev.firstring.client.model.LinkBodyV1;
import dev.firstring.client.model.LinkedData;
import dev.firstring.client.model.LinkedDataV1;
import dev.firstring.client.model.RefreshRequestV1;
import dev.firstring.client.model.SessionDataV1;
import dev.firstring.client.model.StartBody;
import dev.firstring.client.model.StartBodyV1;
import dev.firstring.client.model.StartedData;
import dev.firstring.client.model.StartedDataV1;
import dev.firstring.client.model.TokensViewV1;
import dev.firstring.client.model.VerifyBody;
import dev.firstring.client.model.VerifyBodyV1;
import java.util.UUID;

/** Runs the flow in both spellings with the client that is made from the document. The argument is the base URL. */
public final class Flow {

    private static final String WEB = "+33612340003";
    private static final String MOBILE = "+33612340004";

    private final String url;

    private Flow(String url) {
        this.url = url;
    }

    public static void main(String[] arguments) throws ApiException {
        Flow flow = new Flow(arguments[0]);
        flow.web();
        flow.mobile();
        System.out.println("Java: the flow works in both spellings");
    }

    private void web() throws ApiException {
        OnboardingApi onboarding = new OnboardingApi(client());
        StartedData started = onboarding
                .startOnboarding(
                        new StartBody().phoneNumber(WEB).devicePlatform(StartBody.DevicePlatformEnum.WEB),
                        null,
                        null,
                        null)
                .getData();
        String session = started.getSessionId();
        onboarding.verifyCode(
                new VerifyBody().sessionId(session).phoneNumber(WEB).otpCode(started.getOtpCode()), null, null, null);
        LinkedData linked = onboarding
                .linkAccount(new LinkBody().sessionId(session).displayName("Ada"), null, null, null)
                .getData();
        expect(linked.getTokens() == null, "tokens of a browser travel as cookies");
        expect(
                onboarding.readSession(session, null, null, null).getData().getIsExpired() != null,
                "the session tells how it stands");
    }

    private void mobile() throws ApiException {
        OnboardingApi onboarding = new OnboardingApi(client());
        StartedDataV1 started = onboarding
                .startOnboardingV1(
                        new StartBodyV1()
                                .phoneNumber(MOBILE)
                                .devicePlatform(StartBodyV1.DevicePlatformEnum.ANDROID),
                        "de",
                        null,
                        UUID.randomUUID().toString())
                .getData();
        String session = started.getSessionId();
        onboarding.verifyCodeV1(
                new VerifyBodyV1().sessionId(session).phoneNumber(MOBILE).otpCode(started.getOtpCode()),
                null,
                null,
                null);
        LinkedDataV1 linked = onboarding
                .linkAccountV1(new LinkBodyV1().sessionId(session), null, null, null)
                .getData();
        SessionDataV1 status =
                onboarding.readSessionV1(session, null, null).getData();
        expect(
                linked.getSipCredentials().getId().equals(status.getSipCredentialId()),
                "the session tells its credential");
        TokensViewV1 tokens = new AccountApi(client())
                .refreshTokensV1(
                        null,
                        null,
                        UUID.randomUUID().toString(),
                        new RefreshRequestV1().refreshToken(linked.getTokens().getRefreshToken()))
                .getData();
        ApiClient signedIn = client();
        signedIn.setRequestInterceptor(
                request -> request.header("Authorization", "Bearer " + tokens.getAccessToken()));
        CredentialListV1 list =
                new SipApi(signedIn).listCredentialsV1(null, null).getData();
        expect(list.getCount() == 1, "the credential is listed");
        try {
            new SipApi(signedIn).readCredentialV1(UUID.randomUUID().toString(), null, null);
            throw new IllegalStateException("an unknown credential was read");
        } catch (ApiException refused) {
            expect(
                    refused.getCode() == 404 && refused.getResponseBody().contains("credential_not_found"),
                    "an unknown credential is told as such");
        }
    }

    private ApiClient client() {
        ApiClient client = new ApiClient();
        client.updateBaseUri(url);
        return client;
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("not so: " + otherwise);
        }
    }
}
