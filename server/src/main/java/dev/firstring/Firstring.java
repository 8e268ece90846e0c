package dev.firstring;

import dev.firstring.console.Console;
import dev.firstring.platform.configuration.StartFailure;
import dev.firstring.platform.configuration.start.CommandLine;
import dev.firstring.platform.configuration.start.Explanation;
import dev.firstring.platform.configuration.start.StartFailureReporter;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Starts the service, or runs a command if one is named. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
public class Firstring {

    Firstring() {}

    public static void main(String[] arguments) {
        if (Console.handles(arguments)) {
            System.exit(Console.run(arguments));
        }
        String[] settings;
        try {
            settings = CommandLine.settings(arguments);
        } catch (StartFailure e) {
            StartFailureReporter.print(e.lines());
            System.exit(1);
            return;
        }
        try {
            SpringApplication.run(Firstring.class, settings);
        } catch (RuntimeException e) {
            if (Explanation.of(e).isEmpty()) {
                throw e;
            }
            System.exit(1);
        }
    }
}
