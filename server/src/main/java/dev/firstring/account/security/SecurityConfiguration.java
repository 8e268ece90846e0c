package dev.firstring.account.security;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.admin.Operator;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.bearer.BearerTokens;
import dev.firstring.account.token.RefusedAccess;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.CorsSettings;
import dev.firstring.http.PagePaths;
import dev.firstring.platform.Mode;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Configures Spring Security for a service that uses tokens: it authenticates requests and writes the security headers
 * for browsers. The parameters of the controllers declare who may call a route.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableWebSecurity
class SecurityConfiguration {

    @Bean
    TokenCookies tokenCookies(Environment environment) {
        return new TokenCookies(mode(environment));
    }

    /**
     * Disables the observations of Spring Security. Requests are observed already, and a span and a timer for each
     * filter of the chain would cost more than the chain.
     */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            BearerTokens bearers,
            AccountGate gate,
            ApiKeys keys,
            TokenCookies cookies,
            RefusedAccess refused,
            CorsSettings cors,
            Environment environment,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver refusals) {
        boolean production = mode(environment) == Mode.PRODUCTION;
        // Every request authenticates anew. A CSRF token that changed each time would be invalid in other tabs, and in
        // pages that receive updates while they are open.
        return http.csrf(csrf -> csrf.requireCsrfProtectionMatcher(PagePaths::isForm)
                        .csrfTokenRepository(formTokens(production))
                        .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler())
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()))
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .exceptionHandling(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> write(headers, production))
                .addFilterBefore(
                        new CallerFilter(bearers, gate, keys, cookies, refused, cors, refusals),
                        AnonymousAuthenticationFilter.class)
                .build();
    }

    @Bean
    WebMvcConfigurer callerArgumentsConfigurer(CallerArguments callers, OperatorArguments operators) {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, AccountId.class, Operator.class);
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(callers);
                resolvers.add(operators);
            }
        };
    }

    @Bean
    GlobalOperationCustomizer operationCallers() {
        return new OperationCallers();
    }

    /** HttpOnly, because no script reads the cookie: forms contain its masked value, which differs on every page. */
    private static CookieCsrfTokenRepository formTokens(boolean production) {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(production ? "__Host-firstring-form" : "firstring-form");
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(
                cookie -> cookie.httpOnly(true).secure(production).sameSite("Lax"));
        return tokens;
    }

    private static void write(HeadersConfigurer<HttpSecurity> headers, boolean production) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives("frame-ancestors 'none'"))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .xssProtection(HeadersConfigurer.XXssConfig::disable);
        if (production) {
            // TLS usually ends at a proxy, so the request itself does not appear secure.
            headers.httpStrictTransportSecurity(hsts -> hsts.requestMatcher(AnyRequestMatcher.INSTANCE));
        } else {
            headers.httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable);
        }
    }

    private static Mode mode(Environment environment) {
        BindResult<Mode> mode = Binder.get(environment).bind("firstring.mode", Mode.class);
        return mode.isBound() ? mode.get() : Mode.DEVELOPMENT;
    }
}
