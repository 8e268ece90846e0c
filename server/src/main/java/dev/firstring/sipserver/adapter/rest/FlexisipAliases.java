package dev.firstring.sipserver.adapter.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Supports the setting names of older installations: {@code FLEXISIP_SERVER_URL}, {@code FLEXISIP_API_KEY}, {@code
 * FLEXISIP_ADMIN_USERNAME} and {@code FLEXISIP_ADMIN_PASSWORD} configure one server of the REST dialect, {@code
 * FLEXISIP_DOMAIN} is {@code firstring.sip.domain}. The service's own settings take precedence; a warning is logged if
 * both are set.
 */
public final class FlexisipAliases implements EnvironmentPostProcessor, Ordered {

    private static final String DOMAIN = "firstring.sip.domain";
    private static final String SERVERS = "firstring.sip-server.rest.servers";
    private static final String URL = "FLEXISIP_SERVER_URL";
    private static final Map<String, String> OF_SERVER = Map.of(
            URL,
            "url",
            "FLEXISIP_API_KEY",
            "api-key",
            "FLEXISIP_ADMIN_USERNAME",
            "username",
            "FLEXISIP_ADMIN_PASSWORD",
            "password");

    private final Log log;

    public FlexisipAliases(DeferredLogFactory logs) {
        this.log = logs.getLog(FlexisipAliases.class);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> settings = new LinkedHashMap<>();
        addDomain(environment, settings);
        addServer(environment, settings);
        if (!settings.isEmpty()) {
            environment.getPropertySources().addLast(new MapPropertySource("FLEXISIP_*", settings));
        }
    }

    private void addDomain(ConfigurableEnvironment environment, Map<String, Object> settings) {
        String alias = written(environment, "FLEXISIP_DOMAIN");
        String own = environment.getProperty(DOMAIN, "");
        if (!alias.isEmpty() && own.isEmpty()) {
            settings.put(DOMAIN, alias);
        } else if (!alias.isEmpty() && !own.equals(alias)) {
            log.warn("FLEXISIP_DOMAIN is ignored: " + DOMAIN + " is set, and wins");
        }
    }

    private void addServer(ConfigurableEnvironment environment, Map<String, Object> settings) {
        if (written(environment, URL).isEmpty()) {
            return;
        }
        if (hasServers(environment)) {
            log.warn(URL + " and what belongs to it is ignored: " + SERVERS + " is set, and wins");
            return;
        }
        settings.put(SERVERS + "[0].id", "flexisip");
        OF_SERVER.forEach((alias, setting) -> {
            String value = written(environment, alias);
            if (!value.isEmpty()) {
                settings.put(SERVERS + "[0]." + setting, value);
            }
        });
    }

    private static boolean hasServers(ConfigurableEnvironment environment) {
        ConfigurationPropertyName servers = ConfigurationPropertyName.of(SERVERS);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.containsDescendantOf(servers) == ConfigurationPropertyState.PRESENT) {
                return true;
            }
        }
        return false;
    }

    /** The value of an alias; empty if unset or blank, since container platforms pass unset variables as empty. */
    private static String written(ConfigurableEnvironment environment, String alias) {
        return environment.getProperty(alias, "").strip();
    }

    /** Runs after the configuration files are read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
