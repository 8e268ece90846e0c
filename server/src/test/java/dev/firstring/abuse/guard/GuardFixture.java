package dev.firstring.abuse.guard;

import dev.firstring.phone.PhoneNumbers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The guard's parts as a test wants them. */
public final class GuardFixture {

    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    private GuardFixture() {}

    /** The defaults with another reaction. */
    public static GuardSettings settings(GuardSettings.Reaction reaction) {
        return settings(reaction, GuardSettings.WhenUnreadable.ALLOW);
    }

    public static GuardSettings settings(GuardSettings.Reaction reaction, GuardSettings.WhenUnreadable whenUnreadable) {
        return new GuardSettings(
                reaction,
                Map.of(),
                Duration.ofHours(6),
                Duration.ofMinutes(5),
                new GuardSettings.Prefix(20, 25, 60),
                new GuardSettings.Country(300, 15, 1500),
                whenUnreadable);
    }

    public static FraudGuard guard(GuardSettings settings, Clock clock, MeterRegistry meters) {
        return new FraudGuard(settings, NUMBERS, clock, meters);
    }
}
