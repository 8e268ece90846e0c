package dev.firstring.platform.configuration;

import java.util.List;

/**
 * A bean that detects development settings. In production all rules are evaluated before the service starts, and it
 * refuses to start while any rule finds a mistake; all mistakes are listed together.
 *
 * <p>A rule's constructor takes settings only, because rules are created before other beans.
 */
public interface ProductionRule {

    /**
     * The settings that are not allowed in production, formatted with {@link ConfigurationMistakes#line}; empty if
     * none.
     */
    List<String> mistakes();
}
