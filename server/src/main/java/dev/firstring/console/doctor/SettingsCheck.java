package dev.firstring.console.doctor;

import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import java.util.List;
import java.util.function.Supplier;

/** Whether settings are well-formed and within their bounds. */
public final class SettingsCheck implements Check {

    private final String subject;
    private final Supplier<List<String>> mistakes;

    /** @param mistakes what is wrong, a line each */
    public SettingsCheck(String subject, Supplier<List<String>> mistakes) {
        this.subject = subject;
        this.mistakes = mistakes;
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public List<Finding> look() {
        List<String> lines = mistakes.get();
        return lines.isEmpty()
                ? List.of(new Fine(subject, "well-formed"))
                : lines.stream()
                        .<Finding>map(line -> new Wrong(subject, line, ""))
                        .toList();
    }
}
