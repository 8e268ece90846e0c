package dev.firstring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class Firstring {

    private Firstring() {}

    public static void main(String[] arguments) {
        SpringApplication.run(Firstring.class, arguments);
    }
}
