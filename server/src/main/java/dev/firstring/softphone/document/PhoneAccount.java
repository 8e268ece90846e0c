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
 * The input of all documents. {@link #toString()} omits the secret. Immutable.
 *
 * @param view the API's representation of the credential
 * @param hash the strongest hash that the SIP server supports
 * @param proxy the SIP server to connect to; empty if the domain resolves to it
 */
record PhoneAccount(
        Credential credential, SipSecret secret, CredentialView view, DigestHash hash, Optional<SipProxy> proxy) {

    SipAddress address() {
        return credential.address();
    }

    /** The transport as written in SIP URIs. */
    String transport() {
        return WireWord.of(credential.profile().transport());
    }

    /** The first hop of requests, as a SIP URI without brackets. */
    String server() {
        return "sip:" + proxy.map(SipProxy::toString).orElse(address().domain()) + ";transport=" + transport();
    }

    /** The TURN credentials; empty without TURN servers. */
    Optional<TurnGrant> turn() {
        return Optional.ofNullable(view.stunTurnConfig().turn());
    }

    /** TURN servers if there are any, as they support STUN as well, otherwise STUN servers; in order of preference. */
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
