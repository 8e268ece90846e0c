package dev.firstring.console.doctor;

import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import java.util.List;

/** Checks that the service is tested with this Java version. */
public final class JavaCheck implements Check {

    private static final int TESTED = 25;

    private final Runtime.Version version;

    public JavaCheck(Runtime.Version version) {
        this.version = version;
    }

    @Override
    public String subject() {
        return "Java";
    }

    @Override
    public List<Finding> look() {
        return List.of(
                version.feature() >= TESTED
                        ? new Fine(subject(), version.toString())
                        : new Wrong(subject(), "this is Java " + version, "Run Firstring with Java " + TESTED + "."));
    }
}
