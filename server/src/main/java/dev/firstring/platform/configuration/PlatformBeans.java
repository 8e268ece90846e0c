package dev.firstring.platform.configuration;

import dev.firstring.platform.Ids;
import dev.firstring.platform.Mode;
import dev.firstring.platform.start.ConfigurationCheck;
import dev.firstring.platform.start.ReadyNotice;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Time, randomness, ids and the mode. A test that brings one of its own replaces that one. */
@AutoConfiguration
public class PlatformBeans {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return systemClock();
    }

    /** The time of this machine, as fine as the database keeps it: a finer one would not equal itself once read back. */
    public static Clock systemClock() {
        return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    }

    @Bean
    @ConditionalOnMissingBean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    @ConditionalOnMissingBean
    Ids ids(Clock clock, SecureRandom random) {
        return new Ids(clock, random);
    }

    @Bean
    @ConditionalOnMissingBean
    Mode mode(PlatformSettings settings) {
        return settings.mode();
    }

    @Bean
    static ConfigurationCheck configurationCheck(ConfigurableEnvironment environment) {
        return new ConfigurationCheck(environment);
    }

    @Bean
    ReadyNotice readyNotice(Mode mode) {
        return new ReadyNotice(mode);
    }
}
