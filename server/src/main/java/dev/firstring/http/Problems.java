package dev.firstring.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes problems outside of controllers: in filters and in the handlers of Spring Security. Thread-safe. */
public interface Problems {

    /** Writes the problem as the whole response. Does nothing if the response is already committed. */
    void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException;
}
