package dev.firstring.onboarding.api;

import dev.firstring.abuse.challenge.Challenges;
import dev.firstring.abuse.challenge.Challenges.Challenge;
import dev.firstring.abuse.limits.SendLimits;
import dev.firstring.http.Answer;
import dev.firstring.http.CleanText;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Refuses;
import dev.firstring.http.Required;
import dev.firstring.phone.PhoneNumber;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API to get a challenge before start requires one. A request consumes no limit. */
@RestController
@RequestMapping({"/api/onboarding", "/api/v1/onboarding"})
@Tag(name = "Onboarding")
class ChallengeController {

    private final Challenges challenges;
    private final SendLimits limits;
    private final RequestFields fields;
    private final Clock clock;

    ChallengeController(Challenges challenges, SendLimits limits, RequestFields fields, Clock clock) {
        this.challenges = challenges;
        this.limits = limits;
        this.fields = fields;
        this.clock = clock;
    }

    /**
     * The request for a challenge.
     *
     * @param phoneNumber the number of the intended start
     */
    record ChallengeBody(
            @Required @Size(max = 64) @Nullable String phoneNumber,
            @CleanText(max = 3) @Nullable String region) {}

    /**
     * A challenge. A proof of work has ALTCHA's five fields, a captcha its site key.
     *
     * @param type {@code proof-of-work}, {@code hcaptcha} or {@code turnstile}
     * @param maxnumber the maximum number of hashes that a solution takes
     * @param siteKey the site key for the captcha's widget
     */
    record ChallengeData(
            String type,
            @Nullable String algorithm,
            @Nullable String challenge,
            @Nullable Long maxnumber,
            @Nullable String salt,
            @Nullable String signature,
            @Nullable String siteKey) {

        static ChallengeData of(Challenge challenge) {
            return switch (challenge) {
                case Challenge.ProofOfWork(
                        String algorithm,
                        String hash,
                        long maxnumber,
                        String salt,
                        String signature) ->
                    new ChallengeData(challenge.kind(), algorithm, hash, maxnumber, salt, signature, null);
                case Challenge.Captcha(String type, String siteKey) ->
                    new ChallengeData(type, null, null, null, null, null, siteKey);
            };
        }
    }

    @Operation(
            operationId = "createChallenge",
            summary = "Get a challenge in advance",
            description =
                    "Returns a proof of work or a captcha before start requires one. This request consumes no limit.")
    @Refuses({ErrorCode.INVALID_PHONE_NUMBER})
    @PostMapping("/challenge")
    Answer<ChallengeData> challenge(@RequestBody @Valid ChallengeBody body, ClientAddress address) {
        PhoneNumber number = fields.number(body.phoneNumber(), body.region());
        String caller = address.limitKey();
        return Answer.ok(
                ChallengeData.of(challenges.issue(number, caller, limits.pressure(number, caller, clock.instant()))),
                "onboarding.challenge");
    }
}
