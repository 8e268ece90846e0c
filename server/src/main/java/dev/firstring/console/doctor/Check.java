package dev.firstring.console.doctor;

import java.util.List;

/** Looks at one thing that the service needs. */
public interface Check {

    /** What it looks at, in a word or two. */
    String subject();

    /**
     * Looks.
     *
     * @return at least one finding
     * @throws dev.firstring.platform.configuration.StartFailure with the findings as its lines
     */
    List<Finding> look();
}
