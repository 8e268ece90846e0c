package dev.firstring.onboarding.start;

import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionSettings;
import dev.firstring.platform.Ids;
import dev.firstring.verification.Codes;
import dev.firstring.verification.VerificationSettings;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Draws what a new session needs: its id, the seed of its code, its times. Thread-safe. */
@Component
class NewSessions {

    private final Ids ids;
    private final Codes codes;
    private final SessionSettings sessions;
    private final VerificationSettings verification;

    NewSessions(Ids ids, Codes codes, SessionSettings sessions, VerificationSettings verification) {
        this.ids = ids;
        this.codes = codes;
        this.sessions = sessions;
        this.verification = verification;
    }

    NewSession draw(StartRequest request, boolean boundDevice, boolean testNumber, Instant now) {
        Duration codeLife = verification.codeLifetime();
        SessionId waiting = request.session();
        return new NewSession(
                waiting == null ? SessionId.draw(ids) : waiting,
                waiting != null,
                request.number(),
                request.region(),
                request.device(),
                request.language(),
                boundDevice,
                request.channel(),
                now,
                now.plus(sessions.lifetime()),
                new NewSession.FirstCode(
                        codes.draw(),
                        Math.min(verification.triesPerCode(), verification.triesPerSession()),
                        now.plus(codeLife.compareTo(sessions.lifetime()) < 0 ? codeLife : sessions.lifetime()),
                        testNumber,
                        ids.next()));
    }
}
