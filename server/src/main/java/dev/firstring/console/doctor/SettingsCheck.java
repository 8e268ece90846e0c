package dev.firstring.console.doctor;

import dev.firstring.console.doctor.Finding.Fine;
import java.util.List;

/** Checks that the service would start with its settings. */
public final class SettingsCheck implements Check {

    private final Runnable read;

    /** @param read reads the settings of all rooms and throws the errors that prevent a start */
    public SettingsCheck(Runnable read) {
        this.read = read;
    }

    @Override
    public String subject() {
        return "settings";
    }

    @Override
    public List<Finding> look() {
        read.run();
        return List.of(new Fine(subject(), "every one is known and within its bounds"));
    }
}
