package dev.firstring.http.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;

/**
 * The authentication schemes of callers. The room that reads tokens determines which operation requires which scheme.
 */
final class SecuritySchemes {

    static final String BEARER = "bearer";
    static final String COOKIE = "cookie";
    static final String API_KEY = "apiKey";

    private SecuritySchemes() {}

    static void define(Components components) {
        components.addSecuritySchemes(
                BEARER,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("An access token of this service or of a configured issuer."));
        components.addSecuritySchemes(
                COOKIE,
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("__Host-firstring-access")
                        .description("The access token of a browser; no script can read it."));
        components.addSecuritySchemes(
                API_KEY,
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-API-Key")
                        .description("An API key (fsk_...) of the operator, for what is below /api/admin and"
                                + " /api/v1/admin; as a bearer token it counts as well."));
    }

    /**
     * Completes the security of an operation; an operation without requirements is public.
     *
     * @param cookiesCount false for snake_case and outside of the API
     */
    static void complete(Operation operation, boolean cookiesCount) {
        List<SecurityRequirement> callers = operation.getSecurity();
        if (callers == null) {
            operation.setSecurity(List.of());
        } else if (!cookiesCount) {
            operation.setSecurity(callers.stream()
                    .filter(caller -> !caller.containsKey(COOKIE))
                    .toList());
        }
    }
}
