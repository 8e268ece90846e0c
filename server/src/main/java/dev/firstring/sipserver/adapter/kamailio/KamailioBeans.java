package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.sip.lifecycle.FirstCalls;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The configured Kamailio servers. */
@Configuration(proxyBeanMethods = false)
class KamailioBeans {

    @Bean
    KamailioCalls kamailioCalls(KamailioSettings settings, FirstCalls calls) {
        return new KamailioCalls(settings.servers(), calls);
    }

    @Bean
    SipServerSource kamailioServers(KamailioSettings settings, JdbcTemplate jdbc) {
        SubscriberView accounts = new SubscriberView(jdbc);
        return () -> settings.servers().stream()
                .<SipServer>map(server -> new KamailioServer(server, accounts))
                .toList();
    }
}
