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

/** Clock, randomness, ids and the mode. A test that provides one of them replaces only that one. */
@AutoConfiguration
public class PlatformBeans {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return systemClock();
    }

    /**
     * The system clock in microseconds, the precision of the database: a finer time would not equal itself after it is
     * read back.
     */
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
