package dev.firstring.chaos.clock;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** Gives the service, in its own process, the clock of a file instead of the machine's. */
public final class ServiceClockInitializer implements ApplicationContextInitializer<GenericApplicationContext> {

    static final String FILE = "chaos.clock";

    @Override
    public void initialize(GenericApplicationContext context) {
        Path file = Path.of(System.getProperty(FILE));
        context.registerBean("chaosClock", Clock.class, () -> ServiceClock.in(file));
    }
}
