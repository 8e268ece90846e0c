package dev.firstring.http.accesslog;

import java.util.Collection;
import java.util.List;
import org.apache.catalina.Valve;
import org.apache.catalina.valves.AccessLogValve;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the redacting log in the place of the one that {@code server.tomcat.accesslog.enabled} turns on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class AccessLogConfiguration {

    /** Comes after Spring Boot's own, which puts Tomcat's log there: what states no order is last. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> accessLogWithoutSecrets() {
        return tomcat -> {
            Collection<Valve> valves = tomcat.getEngineValves();
            List<Valve> redacting = valves.stream()
                    .map(valve -> valve instanceof AccessLogValve log ? RedactingAccessLog.like(log) : valve)
                    .toList();
            tomcat.setEngineValves(redacting);
        };
    }
}
