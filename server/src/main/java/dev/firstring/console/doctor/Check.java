package dev.firstring.console.doctor;

import java.util.List;

/** Checks one prerequisite of the service. */
public interface Check {

    /** The subject of the check, in a word or two. */
    String subject();

    /**
     * Runs the check.
     *
     * @return at least one finding
     * @throws dev.firstring.platform.configuration.StartFailure with the findings as its lines
     */
    List<Finding> look();
}
