package dev.firstring.sipserver.adapter.rest;

import dev.firstring.sip.settings.SipSettings;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** The servers of {@code firstring.sip-server.rest.servers}. */
@Component
final class RestServers implements SipServerSource {

    private final RestSettings settings;
    private final SipSettings sip;

    RestServers(RestSettings settings, SipSettings sip) {
        this.settings = settings;
        this.sip = sip;
    }

    @Override
    public List<SipServer> servers() {
        return settings.servers().stream()
                .<SipServer>map(server -> new RestServer(server, sip.domain()))
                .toList();
    }
}
