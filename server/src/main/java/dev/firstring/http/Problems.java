package dev.firstring.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Writes problems where no controller is there to return one: in filters and in the handlers of Spring Security.
 * Thread-safe.
 */
public interface Problems {

    /** Writes the problem as the whole response. Does nothing when the response is already on its way. */
    void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException;
}
