package dev.firstring.sip.settings;

import dev.firstring.platform.Mode;
import org.springframework.stereotype.Component;

/** Stops the start of a production service that nobody has given a SIP domain. */
@Component
final class RefuseDevelopmentDomain {

    RefuseDevelopmentDomain(SipSettings settings, Mode mode) {
        settings.requireFitFor(mode);
    }
}
