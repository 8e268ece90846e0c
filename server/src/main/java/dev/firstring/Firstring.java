package dev.firstring;

import dev.firstring.platform.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Firstring {

    Firstring() {}

    public static void main(String[] arguments) {
        ServiceStart.run(Firstring.class, arguments);
    }
}
