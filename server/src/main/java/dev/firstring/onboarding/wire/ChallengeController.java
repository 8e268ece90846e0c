package dev.firstring.onboarding.wire;

import dev.firstring.abuse.SendLimits;
import dev.firstring.abuse.challenge.Challenges;
import dev.firstring.http.Answer;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Refuses;
import dev.firstring.phone.PhoneNumber;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives a challenge before anybody asks for one. Asking consumes nothing. */
@RestController
@RequestMapping({"/api/onboarding", "/api/v1/onboarding"})
@Tag(name = "Onboarding")
class ChallengeController {

    private final Challenges challenges;
    private final SendLimits limits;
    private final NumberText numbers;
    private final Clock clock;

    ChallengeController(Challenges challenges, SendLimits limits, NumberText numbers, Clock clock) {
        this.challenges = challenges;
        this.limits = limits;
        this.numbers = numbers;
        this.clock = clock;
    }

    @Operation(
            operationId = "createChallenge",
            summary = "Get a challenge in advance",
            description =
                    "Returns a proof of work or a captcha before start requires one. This request consumes no limit.")
    @Refuses({ErrorCode.INVALID_PHONE_NUMBER})
    @PostMapping("/challenge")
    Answer<ChallengeData> challenge(@RequestBody @Valid ChallengeBody body, ClientAddress address) {
        PhoneNumber number = numbers.read(body.phoneNumber(), body.region());
        String caller = address.limitKey();
        return Answer.ok(
                ChallengeData.of(challenges.issue(number, caller, limits.pressure(number, caller, clock.instant()))),
                "onboarding.challenge");
    }
}
