package dev.firstring.web.account;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.account.profile.RenameAccount;
import dev.firstring.account.token.Proof;
import dev.firstring.account.token.TokenPair;
import dev.firstring.account.token.Tokens;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.SipTarget;
import dev.firstring.peers.phone.Transport;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.lifecycle.ChangeCredentialState;
import dev.firstring.sipserver.adapter.embedded.EmbeddedRegistrar;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.web.browser.Visitor;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Somebody with an account, who looks at it in a browser. */
final class Owner {

    private final RunningService service;
    private final Person person;
    private final Reply linked;
    private @Nullable TokenPair signedIn;

    private Owner(RunningService service, Person person, Reply linked) {
        this.service = service;
        this.person = person;
        this.linked = linked;
    }

    static Owner at(RunningService service) {
        Person person = Person.at(service);
        return new Owner(service, person, person.onboard());
    }

    /** Goes by this name. */
    Owner called(String name) {
        service.bean(RenameAccount.class).rename(account(), new DisplayName(name));
        return this;
    }

    /** Proves one more number. */
    Owner withAnotherNumber() {
        Person.at(service).onboard(Person.bearer(linked));
        return this;
    }

    Owner suspended() {
        service.bean(ChangeCredentialState.class)
                .become(
                        CredentialStatus.SUSPENDED,
                        new CredentialId(UUID.fromString(credential())),
                        "unpaid",
                        "admin:test",
                        service.bean(Clock.class).instant());
        signIn();
        return this;
    }

    /** In another way than by the number: suspension signs everybody out, and the number does not open the account then. */
    private void signIn() {
        Instant now = service.bean(Clock.class).instant();
        signedIn = service.bean(TransactionTemplate.class)
                .execute(status -> service.bean(Tokens.class).issue(account(), new Proof(Proof.Kind.TOKEN, null), now));
    }

    /** The same person, who proves the number once more and is signed in a second time. */
    Owner again() {
        return new Owner(service, person, person.onboard());
    }

    /** The id of the session in which the number was proved. */
    String session() {
        return person.session();
    }

    AccountId account() {
        return new AccountId(UUID.fromString(linked.json().at("/data/user/id").asString()));
    }

    String credential() {
        return sip("id");
    }

    String uri() {
        return sip("sip_uri");
    }

    String password() {
        return sip("sip_password");
    }

    String number() {
        return person.number();
    }

    SipLogin login(String password) {
        return SipLogin.withPassword(sip("sip_username"), sip("sip_domain"), password);
    }

    SipLogin login() {
        return login(password());
    }

    /** The registrar inside the service. */
    SipTarget registrar() {
        int port = service.bean(EmbeddedRegistrar.class).address().orElseThrow().getPort();
        return new SipTarget(Transport.UDP, "127.0.0.1", port);
    }

    /** Where the SIP servers have phones of this credential. */
    JsonNode registration() {
        return Person.expect(
                        service.get("/api/sip/credentials/" + credential() + "/registration", Person.bearer(linked)))
                .json()
                .get("data");
    }

    String accessToken() {
        return token("access_token");
    }

    String refreshToken() {
        return token("refresh_token");
    }

    /** The visitor's browser is signed in as this account's owner. */
    Visitor enter(Visitor visitor) {
        visitor.context()
                .addCookies(List.of(
                        cookie("firstring-access", accessToken(), "/"),
                        cookie("firstring-refresh", refreshToken(), "/api/account")));
        return visitor;
    }

    private static Cookie cookie(String name, String value, String path) {
        return new Cookie(name, value)
                .setDomain("localhost")
                .setPath(path)
                .setHttpOnly(true)
                .setSameSite(SameSiteAttribute.STRICT);
    }

    private String token(String name) {
        if (signedIn != null) {
            return name.equals("access_token")
                    ? signedIn.accessToken().reveal()
                    : signedIn.refreshToken().reveal();
        }
        return linked.json().at("/data/tokens/" + name).asString();
    }

    private String sip(String name) {
        return linked.json().at("/data/sip_credentials/" + name).asString();
    }
}
