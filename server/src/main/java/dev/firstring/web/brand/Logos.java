package dev.firstring.web.brand;

import org.springframework.stereotype.Component;

/** The logo of the service, and that of the app that users call with. Immutable. */
@Component
public final class Logos {

    private final Logo service;
    private final Logo app;

    /**
     * Reads the logos.
     *
     * @throws IllegalArgumentException if a file is invalid; the message says what to do
     */
    Logos(BrandSettings brand, AppSettings app) {
        this.service = Logo.of(brand.logo(), "firstring.web.brand.logo", "img/mark.svg", "brand/logo");
        this.app = Logo.of(app.logo(), "firstring.web.app.logo", "img/app.svg", "brand/app");
    }

    public Logo service() {
        return service;
    }

    public Logo app() {
        return app;
    }
}
