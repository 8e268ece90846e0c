package dev.firstring.http;

import jakarta.servlet.http.HttpServletRequest;

/** How the names of a resource are written. The path decides, and it decides here only. */
public enum Spelling {
    /** {@code phoneNumber}: web and operators. */
    CAMEL,
    /** {@code phone_number}: mobile apps, everything below {@code /api/v1}. */
    SNAKE;

    public static Spelling of(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/v1/") ? SNAKE : CAMEL;
    }
}
