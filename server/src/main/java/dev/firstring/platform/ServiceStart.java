package dev.firstring.platform;

import dev.firstring.platform.configuration.StartFailure;
import dev.firstring.platform.start.CommandLine;
import dev.firstring.platform.start.Explanation;
import dev.firstring.platform.start.StartFailureReporter;
import org.springframework.boot.SpringApplication;

/** Starts the service from its command line. */
public final class ServiceStart {

    private static final int FAILED = 1;

    private ServiceStart() {}

    /**
     * Starts the service and returns when it is ready. If it cannot start for a reason that the operator can fix, the
     * reasons are printed to standard error, one per line, and the process exits with code 1.
     */
    public static void run(Class<?> application, String... arguments) {
        String[] settings;
        try {
            settings = CommandLine.settings(arguments);
        } catch (StartFailure e) {
            StartFailureReporter.print(e.lines());
            System.exit(FAILED);
            return;
        }
        try {
            SpringApplication.run(application, settings);
        } catch (RuntimeException e) {
            if (Explanation.of(e).isEmpty()) {
                throw e;
            }
            System.exit(FAILED);
        }
    }
}
