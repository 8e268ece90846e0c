package dev.firstring.console.doctor;

import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import dev.firstring.platform.start.Explanation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/** Runs checks and prints a line for each finding. A failed check does not prevent the others. */
public final class Doctor {

    private final PrintWriter out;
    private boolean healthy = true;

    public Doctor(PrintWriter out) {
        this.out = out;
    }

    /** Runs a check and prints its findings. */
    public void look(Check check) {
        findings(check).forEach(this::print);
    }

    /** Whether no check has found a problem so far. */
    public boolean healthy() {
        return healthy;
    }

    private static List<? extends Finding> findings(Check check) {
        try {
            return check.look();
        } catch (RuntimeException e) {
            return explained(check, e).orElseThrow(() -> e);
        }
    }

    /** Findings for errors that an operator can correct; empty for a fault of the program. */
    private static Optional<List<Wrong>> explained(Check check, RuntimeException thrown) {
        if (thrown instanceof DataAccessException refused) {
            String reason = String.valueOf(refused.getMostSpecificCause().getMessage())
                    .lines()
                    .findFirst()
                    .orElse("");
            return Optional.of(List.of(
                    new Wrong(check.subject(), "the database answered: " + reason, "Look at the lines above first.")));
        }
        return Explanation.of(thrown)
                .map(lines -> lines.stream()
                        .map(line -> new Wrong(check.subject(), line, ""))
                        .toList());
    }

    private void print(Finding finding) {
        out.println(
                switch (finding) {
                    case Fine fine -> "ok       " + fine.subject() + ": " + fine.detail();
                    case Wrong wrong -> {
                        healthy = false;
                        yield ("problem  " + wrong.subject() + ": " + sentence(wrong) + wrong.advice()).strip();
                    }
                });
        out.flush();
    }

    private static String sentence(Wrong wrong) {
        return wrong.advice().isEmpty() ? wrong.detail() : wrong.detail() + ". ";
    }
}
