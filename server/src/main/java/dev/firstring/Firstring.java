package dev.firstring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Firstring {

    private Firstring() {}

    public static void main(String[] arguments) {
        SpringApplication.run(Firstring.class, arguments);
    }
}
