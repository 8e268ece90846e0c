package dev.firstring.onboarding.api;

import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.account.token.TokenDelivery;
import dev.firstring.account.token.TokensView;
import dev.firstring.http.Answer;
import dev.firstring.http.Choice;
import dev.firstring.http.CleanText;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.NeverStored;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.http.Required;
import dev.firstring.http.Spelling;
import dev.firstring.onboarding.link.LinkAccount;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sip.view.CredentialView;
import dev.firstring.sip.view.CredentialViews;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API to link a verified number to an account with a SIP credential. */
@RestController
@RequestMapping({"/api/onboarding", "/api/v1/onboarding"})
@Tag(name = "Onboarding")
class LinkController {

    private final LinkAccount linkAccount;
    private final CredentialViews views;
    private final RequestFields fields;
    private final TokenCookies cookies;

    LinkController(LinkAccount linkAccount, CredentialViews views, RequestFields fields, TokenCookies cookies) {
        this.linkAccount = linkAccount;
        this.views = views;
        this.fields = fields;
        this.cookies = cookies;
    }

    /**
     * The request to link.
     *
     * @param tokenDelivery how the tokens are returned: {@code body} (default in snake_case) or {@code cookie}
     * @param replacesPhoneNumber a number of the same account that the new one replaces
     */
    record LinkBody(
            @Required @CleanText(max = 128) @Nullable String sessionId,
            @CleanText(max = 100) @Nullable String displayName,
            @Choice({"body", "cookie"}) @Nullable String tokenDelivery,
            @Size(max = 64) @Nullable String replacesPhoneNumber) {}

    /**
     * An account with its SIP credential.
     *
     * @param tokens null if they are returned as cookies
     * @param deviceToken shows at a later start that this device belongs to the account; to be kept in the device's
     *     secure storage. Null if it is returned as a cookie, or if the token that start presented remains valid
     */
    record LinkedData(
            String sessionId,
            boolean completed,
            String currentStep,
            User user,
            String phoneNumber,
            CredentialView sipCredentials,
            @Nullable TokensView tokens,
            @Nullable String deviceToken) {

        /** The account. */
        public record User(UUID id, @Nullable String name) {}

        @Override
        public String toString() {
            return "LinkedData[" + user.id() + "]";
        }
    }

    @Operation(
            operationId = "linkAccount",
            summary = "Link the verified number to an account and get its SIP credential",
            description =
                    "Creates the account, or finds the one that holds the number, provisions the SIP credential and"
                            + " signs the user in. Repeating the call from the same caller returns the same result.")
    @Refuses({
        ErrorCode.AUTHENTICATION_REQUIRED,
        ErrorCode.REAUTHENTICATION_REQUIRED,
        ErrorCode.RATE_LIMITED,
        ErrorCode.QUOTA_EXCEEDED,
        ErrorCode.INVALID_STATE,
        ErrorCode.NUMBER_NOT_VERIFIED,
        ErrorCode.INVALID_PHONE_NUMBER,
        ErrorCode.SESSION_NOT_FOUND,
        ErrorCode.SESSION_EXPIRED,
        ErrorCode.SESSION_COMPLETED,
        ErrorCode.SESSION_CANCELLED,
        ErrorCode.INVALID_STEP
    })
    @NeverStored
    @PostMapping("/link-account")
    Answer<LinkedData> link(@RequestBody @Valid LinkBody body, Caller caller, HttpServletRequest request) {
        SessionId id = RequestFields.sessionId(body.sessionId());
        LinkAccount.Request wanted = new LinkAccount.Request(
                id,
                caller,
                displayName(body.displayName()),
                body.replacesPhoneNumber() == null ? null : fields.named(body.replacesPhoneNumber()));
        TokenDelivery delivery = TokenDelivery.choose(body.tokenDelivery(), Spelling.of(request));
        return switch (linkAccount.link(wanted)) {
            case LinkAccount.Outcome.Linked linked -> linked(id, linked, delivery);
            case LinkAccount.Outcome refused -> Answer.refused(FlowProblems.of(refused));
        };
    }

    private Answer<LinkedData> linked(SessionId id, LinkAccount.Outcome.Linked linked, TokenDelivery delivery) {
        DisplayName name = linked.displayName();
        DeviceToken device = linked.device();
        boolean complete = linked.credential().standing().sync() == SyncStatus.SYNCED;
        Answer<LinkedData> answer = Answer.ok(
                new LinkedData(
                        id.reveal(),
                        complete,
                        (complete ? Step.COMPLETE : Step.SIP_PROVISIONING).word(),
                        new LinkedData.User(linked.account().value(), name == null ? null : name.value()),
                        linked.number().e164(),
                        views.of(linked.credential(), linked.secret()),
                        delivery == TokenDelivery.BODY ? TokensView.of(linked.tokens(), delivery) : null,
                        device == null || delivery == TokenDelivery.COOKIE ? null : device.reveal()),
                "onboarding.linked");
        if (delivery == TokenDelivery.BODY) {
            return answer;
        }
        for (String cookie : cookies.give(linked.tokens())) {
            answer = answer.header("Set-Cookie", cookie);
        }
        return device == null ? answer : answer.header("Set-Cookie", cookies.give(device));
    }

    private static @Nullable DisplayName displayName(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return DisplayName.parse(text)
                .orElseThrow(() -> Problem.validation(List.of(Problem.Violation.of("displayName", "field.pattern")))
                        .asRefusal());
    }
}
