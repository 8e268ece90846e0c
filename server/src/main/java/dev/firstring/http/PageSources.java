package dev.firstring.http;

import java.util.List;

/**
 * Additional origins that pages may load scripts, styles and frames from and connect to, such as those of a widget that
 * the operator configured. Each bean adds its origins to the Content-Security-Policy of pages; without such beans only
 * this service's own origin is allowed.
 */
@FunctionalInterface
public interface PageSources {

    /** The origins in the syntax of a Content-Security-Policy, such as {@code https://example.org}; may be empty. */
    List<String> origins();
}
