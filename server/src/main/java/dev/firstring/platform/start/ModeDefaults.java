package dev.firstring.platform.start;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Defaults that depend on the mode: in production the log is JSON (Elastic Common Schema) and Swagger UI is disabled;
 * in development the service listens on 127.0.0.1, and the embedded registrar where the service does. If the embedded
 * registrar is configured, phones connect by UDP by default, since it does not support TLS, and its echo test is the one
 * that pages mention. Messages have the name of the pages, and the host of the public URL.
 */
public final class ModeDefaults implements EnvironmentPostProcessor, Ordered {

    private static final String REGISTRAR = "firstring.sip-server.embedded.port";
    private static final String BRAND = "firstring.web.brand.name";
    private static final String APP_NAME = "firstring.messaging.app-name";
    private static final String PUBLIC_URL = "firstring.http.public-url";

    private static final Pattern NAME_IN_MESSAGES = Pattern.compile("(?=.*\\S)[^\\p{Cntrl}{}]{1,30}");

    /** A name with a letter at the end; browsers fill in no codes on pages of bare addresses. */
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,64}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(?<=[a-z])");

    /** What the shortest message in UCS-2 leaves for the name and the host. */
    private static final int ROOM_BESIDE_CODE = 50;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (Binder.get(environment).bind(REGISTRAR, String.class).isBound()) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "firstring.registrar",
                            Map.of("firstring.sip.transport", "UDP", "firstring.web.app.echo-number", "*43")));
        }
        Map<String, Object> messages = messages(Binder.get(environment));
        if (!messages.isEmpty()) {
            environment.getPropertySources().addLast(new MapPropertySource("firstring.messages", messages));
        }
        Listening listening = new Listening(environment);
        if (!listening.isProduction() && !listening.addressIsGiven()) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "firstring.development", Map.of(Listening.ADDRESS, Listening.LOOPBACK)));
        }
        if (!listening.isProduction() && listening.addressIsGiven()) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "firstring.reach",
                            Map.of(
                                    "firstring.sip-server.embedded.host",
                                    String.valueOf(environment.getProperty(Listening.ADDRESS)))));
        }
        if (listening.isProduction()) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "firstring.production",
                            Map.of(
                                    "logging.structured.format.console", "ecs",
                                    "springdoc.swagger-ui.enabled", "false")));
        }
    }

    /** What is valid on pages but not in messages is left out, so that a service with such a name starts. */
    private static Map<String, Object> messages(Binder settings) {
        Map<String, Object> defaults = new HashMap<>();
        String own = settings.bind(APP_NAME, String.class).orElse(null);
        String name = own != null ? own : text(settings, BRAND);
        if (own == null && NAME_IN_MESSAGES.matcher(name).matches()) {
            defaults.put(APP_NAME, name);
        }
        String host = hostOf(text(settings, PUBLIC_URL));
        boolean plain = name.chars().allMatch(character -> character < 128);
        if (HOST.matcher(host).matches() && (plain || name.length() + host.length() <= ROOM_BESIDE_CODE)) {
            defaults.put("firstring.messaging.web-host", host);
        }
        return defaults;
    }

    private static String text(Binder settings, String name) {
        return Objects.requireNonNullElse(settings.bind(name, String.class).orElse(null), "");
    }

    /** The host of an https URL: browsers fill in codes on secure pages only. Anything else is reported elsewhere. */
    private static String hostOf(String url) {
        try {
            URI uri = URI.create(url.strip());
            String host = uri.getHost();
            return "https".equalsIgnoreCase(uri.getScheme()) && host != null ? host.toLowerCase(Locale.ROOT) : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Must run after the configuration files are read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
