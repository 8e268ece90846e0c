package dev.firstring.platform.configuration;

import java.util.List;

/**
 * A bean that knows settings which belong to development. In production every rule is asked before anything starts, and
 * the service refuses to start while one of them finds a mistake; all mistakes are listed together.
 *
 * <p>A rule's constructor takes settings and nothing else: it is made before other beans are.
 */
public interface ProductionRule {

    /** The settings that production must not have, in the form of {@link ConfigurationMistakes#line}; empty if none. */
    List<String> mistakes();
}
