package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.http.ClientAddress;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.registrar.Registrar;
import dev.firstring.registrar.RegistrarPorts;
import dev.firstring.registrar.contact.Bindings;
import dev.firstring.registrar.report.CallListener;
import dev.firstring.registrar.report.SightingListener;
import dev.firstring.registrar.settings.CallSettings;
import dev.firstring.registrar.settings.RegistrarSettings;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.lifecycle.FirstCalls;
import dev.firstring.sip.settings.SipSettings;
import dev.firstring.sipserver.SipServerSource;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedCalls;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedEcho;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedLimits;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedSettings;
import dev.firstring.sipserver.registration.RegistrationTracking;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The registrar and its adapter. The registrar always exists, and listens only if a port is configured. */
@Configuration(proxyBeanMethods = false)
class EmbeddedWiring {

    @Bean
    AccountRows embeddedAccounts(DataSource database) {
        return new AccountRows(database);
    }

    @Bean
    RegistrarSettings registrarSettings(SipSettings sip, EmbeddedSettings settings, EmbeddedLimits limits) {
        return settings.registrar(sip, limits);
    }

    @Bean
    CallRows embeddedCalls(DataSource database, AccountRows accounts, PhoneNumbers numbers, EmbeddedCalls settings) {
        return new CallRows(database, accounts, numbers, settings.region());
    }

    @Bean
    RegistrarPorts registrarPorts(
            AccountRows accounts,
            CallRows calls,
            RegistrationTracking tracking,
            FirstCalls firstCalls,
            MeterRegistry meters) {
        return ports(accounts, calls, tracking, new CallRecord(firstCalls), meters);
    }

    @Bean
    CallSettings callSettings(EmbeddedCalls settings, EmbeddedEcho echo) {
        return settings.calls(echo);
    }

    @Bean
    Registrar registrar(
            RegistrarSettings settings,
            CallSettings calls,
            RegistrarPorts ports,
            MeterRegistry meters,
            Clock clock,
            SecureRandom random) {
        Registrar registrar = new Registrar(settings, calls, ports, clock, random);
        Gauge.builder("firstring.registrar.calls", registrar, Registrar::calls)
                .description("Calls of the embedded registrar that were not ended")
                .register(meters);
        Gauge.builder("firstring.registrar.contacts", registrar.bindings(), Bindings::live)
                .description("Live contacts of the embedded registrar")
                .register(meters);
        return registrar;
    }

    @Bean
    EmbeddedRegistrar embeddedRegistrar(Registrar registrar, EmbeddedSettings settings, SipSettings sip, Clock clock) {
        return new EmbeddedRegistrar(registrar, settings, sip, clock);
    }

    @Bean
    SipServerSource embeddedServers(EmbeddedSettings settings, EmbeddedRegistrar registrar, AccountRows accounts) {
        return () -> settings.port() == null ? List.of() : List.of(new EmbeddedServer(registrar, accounts));
    }

    /** Limits by IP address use the same keys as those of HTTP. */
    static RegistrarPorts ports(
            AccountRows accounts,
            CallRows calls,
            RegistrationTracking tracking,
            CallListener answered,
            MeterRegistry meters) {
        SightingListener sightings = (account, binding, at, address) -> tracking.seen(
                new CredentialId(account), EmbeddedRegistrar.ID, EmbeddedServer.registration(binding, at), address);
        Function<InetAddress, String> sources = address -> new ClientAddress(address).limitKey();
        return new RegistrarPorts(accounts, calls, sightings, answered, new TrafficMetrics(meters), sources);
    }
}
