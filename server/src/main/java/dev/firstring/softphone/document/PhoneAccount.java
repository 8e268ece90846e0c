package dev.firstring.softphone.document;

import dev.firstring.platform.WireWord;
import dev.firstring.sip.Credential;
import dev.firstring.sip.DigestHash;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipProxy;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.turn.TurnGrant;
import dev.firstring.sip.view.CredentialView;
import java.util.List;
import java.util.Optional;

/**
 * All that documents are made of. Its secret is not shown by {@link #toString()}. Immutable.
 *
 * @param view what the API tells of the credential
 * @param hash the strongest hash that the SIP server offers
 * @param proxy the SIP server to connect to; empty where the domain leads there
 */
record PhoneAccount(
        Credential credential, SipSecret secret, CredentialView view, DigestHash hash, Optional<SipProxy> proxy) {

    SipAddress address() {
        return credential.address();
    }

    /** The transport as SIP URIs write it. */
    String transport() {
        return WireWord.of(credential.profile().transport());
    }

    /** Where requests go first, as a SIP URI without brackets. */
    String server() {
        return "sip:" + proxy.map(SipProxy::toString).orElse(address().domain()) + ";transport=" + transport();
    }

    /** Leave to use TURN; empty where there is no TURN. */
    Optional<TurnGrant> turn() {
        return Optional.ofNullable(view.stunTurnConfig().turn());
    }

    /** TURN servers if there are any, as they answer STUN as well, else STUN servers; the preferred ones first. */
    List<NatServer> natServers() {
        List<String> uris =
                turn().map(TurnGrant::uris).orElse(view.stunTurnConfig().stunServers());
        return uris.stream().map(NatServer::of).toList();
    }

    List<Codec> codecs() {
        return view.codecPreferences().stream().map(Codec::of).toList();
    }

    @Override
    public String toString() {
        return "PhoneAccount[" + credential.id() + "]";
    }
}
