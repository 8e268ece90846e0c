package dev.firstring.softphone.web;

import dev.firstring.account.AccountId;
import dev.firstring.sip.CredentialId;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import java.util.UUID;

/** Somebody with a credential, who makes links. */
record Owner(RunningService service, Reply linked) {

    /** What a softphone sends at its first start: no Accept, no name. The test's client would name itself. */
    static final String[] PHONE = {"User-Agent", "Linphone-Desktop/5.2.4 (Debian GNU/Linux) LinphoneCore/5.3.90"};

    static final String[] BROWSER = {
        "User-Agent",
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "Accept",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    };

    static Owner at(RunningService service) {
        return new Owner(service, Person.at(service).onboard());
    }

    String id() {
        return linked.json().at("/data/sip_credentials/id").asString();
    }

    CredentialId credential() {
        return new CredentialId(UUID.fromString(id()));
    }

    AccountId account() {
        return new AccountId(UUID.fromString(linked.json().at("/data/user/id").asString()));
    }

    String password() {
        return linked.json().at("/data/sip_credentials/sip_password").asString();
    }

    String[] bearer() {
        return Person.bearer(linked);
    }

    Reply ask(String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(bearer(), 0, all, 0, 2);
        System.arraycopy(headers, 0, all, 2, headers.length);
        return service.call("POST", "/api/sip/credentials/" + id() + "/provisioning-links", body, all);
    }

    /** The path of a new link. */
    String link(String body) {
        return path(Person.expect(ask(body)).data("url"));
    }

    String link() {
        return link("");
    }

    static String path(String url) {
        return url.substring(url.indexOf("/provisioning/"));
    }
}
