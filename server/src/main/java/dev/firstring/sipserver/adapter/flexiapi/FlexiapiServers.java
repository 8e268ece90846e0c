package dev.firstring.sipserver.adapter.flexiapi;

import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** The managers of {@code firstring.sip-server.flexiapi.servers}. */
@Component
final class FlexiapiServers implements SipServerSource {

    private final FlexiapiSettings settings;

    FlexiapiServers(FlexiapiSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<SipServer> servers() {
        return settings.servers().stream().<SipServer>map(FlexiapiServer::new).toList();
    }
}
