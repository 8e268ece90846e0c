package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.sip.settings.SipSettings;
import dev.firstring.sipserver.SipServerSource;
import dev.firstring.sipserver.adapter.embedded.account.AccountRows;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedLimits;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedSettings;
import dev.firstring.sipserver.embedded.contact.Bindings;
import dev.firstring.sipserver.embedded.transport.TrafficMetrics;
import dev.firstring.sipserver.registration.RegistrationTracking;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The registrar and its adapter. The registrar is there always, and listens only where a port is configured. */
@Configuration(proxyBeanMethods = false)
class EmbeddedWiring {

    @Bean
    AccountRows embeddedAccounts(DataSource database) {
        return new AccountRows(database);
    }

    @Bean
    Bindings embeddedBindings(EmbeddedLimits limits, Clock clock) {
        return new Bindings(clock, limits.contactsPerAccount(), limits.contacts());
    }

    @Bean
    TrafficMetrics embeddedMetrics(MeterRegistry meters, Bindings bindings) {
        Gauge.builder("firstring.registrar.contacts", bindings, Bindings::live)
                .description("Live contacts of the embedded registrar")
                .register(meters);
        return new TrafficMetrics(meters);
    }

    @Bean
    RegistrarParts embeddedParts(
            SipSettings sip,
            EmbeddedSettings settings,
            EmbeddedLimits limits,
            AccountRows accounts,
            Bindings bindings,
            TrafficMetrics metrics,
            Clock clock) {
        return new RegistrarParts(sip, settings, limits, accounts, bindings, metrics, clock);
    }

    @Bean
    EmbeddedRegistrar embeddedRegistrar(RegistrarParts parts, RegistrationTracking tracking, SecureRandom random) {
        return new EmbeddedRegistrar(parts, tracking, random);
    }

    @Bean
    SipServerSource embeddedServers(EmbeddedSettings settings, EmbeddedRegistrar registrar, AccountRows accounts) {
        return () -> settings.port() == null ? List.of() : List.of(new EmbeddedServer(registrar, accounts));
    }
}
