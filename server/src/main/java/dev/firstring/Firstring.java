package dev.firstring;

import dev.firstring.console.Console;
import dev.firstring.platform.ServiceStart;
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
        ServiceStart.run(Firstring.class, arguments);
    }
}
