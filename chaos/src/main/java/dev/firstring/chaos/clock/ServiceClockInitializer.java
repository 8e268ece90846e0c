package dev.firstring.chaos.clock;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** Replaces the system clock with the clock of a file, in the process of the service. */
public final class ServiceClockInitializer implements ApplicationContextInitializer<GenericApplicationContext> {

    static final String FILE = "chaos.clock";

    @Override
    public void initialize(GenericApplicationContext context) {
        Path file = Path.of(System.getProperty(FILE));
        context.registerBean("chaosClock", Clock.class, () -> ServiceClock.in(file));
    }
}
