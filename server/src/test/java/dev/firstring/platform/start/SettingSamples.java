package dev.firstring.platform.start;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values for the settings of docs/configuration.md, and what has to stand beside them. */
final class SettingSamples {

    /** Keys of settings that are maps. */
    private static final Map<String, String> KEYS = pairs("""
            firstring.guard.reactions.<key>=NO
            firstring.numbers.countries.rules.<key>=001
            firstring.messaging.sender-ids.<key>=FR
            firstring.messaging.weights.<key>=my-gateway
            firstring.messaging.gateways[].headers.<key>=X-Api-Key
            firstring.messaging.gateways[].secrets.<key>=api-key
            """);

    /** Values for settings that have no default, and for those that are best tried with what other forms take for something else. */
    static final Map<String, String> SAMPLES = pairs("""
            firstring.challenge.captcha.site-key=10000000-ffff-ffff-ffff-000000000001
            firstring.challenge.captcha.secret=0x0000000000000000000000000000000000000000
            firstring.challenge.captcha.hostnames=example.org,www.example.org
            firstring.challenge.captcha.url=https://captcha.example.org/verify
            firstring.database.url=jdbc:postgresql://db:5432/firstring?sslmode=verify-full
            firstring.database.username=firstring_service
            firstring.database.password=012345
            firstring.database.owner-username=firstring_owner
            firstring.database.owner-password=1e10
            firstring.database.sip-reader-password=0x1F
            firstring.database.binaries=/var/lib/firstring/binaries
            firstring.guard.reactions.<key>=block
            firstring.http.trusted-proxies=10.0.0.0/8,2001:db8::/32,192.0.2.1
            firstring.http.public-url=https://call.example.org
            firstring.http.cors.origins=https://app.example.org,https://admin.example.org:8443
            firstring.keys.master-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=
            firstring.keys.master-key-file=/run/secrets/master-key
            firstring.messaging.gateways[].id=gw
            firstring.messaging.gateways[].url=https://gw.example.org/send?to={to}&text={text}
            firstring.messaging.gateways[].headers.<key>=1_000
            firstring.messaging.gateways[].body={"to":"{to}","text":"{text}"}
            firstring.messaging.gateways[].secrets.<key>=0777
            firstring.messaging.gateways[].from=007
            firstring.messaging.gateways[].rules.accepted=^202
            firstring.messaging.gateways[].rules.reference=id=(\\S+)
            firstring.messaging.gateways[].rules.number-refused=ERR 105
            firstring.messaging.gateways[].rules.fraud-block=ERR 106
            firstring.messaging.gateways[].rules.transport-refused=ERR 107
            firstring.messaging.gateways[].receipts.secret=0123456789012345
            firstring.messaging.gateways[].receipts.query=type=%d&answer=%A
            firstring.messaging.callback-url=https://id.example.org
            firstring.messaging.senders=twilio,no
            firstring.messaging.routes[].countries=NO,001
            firstring.messaging.routes[].channel=voice
            firstring.messaging.routes[].senders=twilio,vonage
            firstring.messaging.weights.<key>=010
            firstring.messaging.sender-ids.<key>=0123
            firstring.messaging.web-host=example.org
            firstring.messaging.android-hash=12345678e90
            firstring.messaging.texts=/etc/firstring/texts
            firstring.messaging.ovh.service-name=sms-ab12345-1
            firstring.messaging.ovh.application-key=0123456789
            firstring.messaging.ovh.application-secret=0b11
            firstring.messaging.ovh.consumer-key=1:20
            firstring.messaging.ovh.from=on
            firstring.messaging.smpp.links[].id=carrier
            firstring.messaging.smpp.links[].host=smsc.example.org
            firstring.messaging.smpp.links[].tls=on
            firstring.messaging.smpp.links[].ca-file=/etc/ssl/carrier.pem
            firstring.messaging.smpp.links[].system-id=0042
            firstring.messaging.smpp.links[].password=0123
            firstring.messaging.smpp.links[].system-type=NULL
            firstring.messaging.smpp.links[].from=+4712345678
            firstring.messaging.sns.region=eu-west-1
            firstring.messaging.sns.access-key-id=AKIA0123456789
            firstring.messaging.sns.secret-access-key=0123456789
            firstring.messaging.sns.from=yes
            firstring.messaging.sns.url=https://sns.example.org
            firstring.messaging.twilio.account-sid=AC0123
            firstring.messaging.twilio.auth-token=0123
            firstring.messaging.twilio.from=+12025550123
            firstring.messaging.twilio.messaging-service-sid=MG0123
            firstring.messaging.twilio.voice-from=+12025550124
            firstring.messaging.vonage.api-key=0123
            firstring.messaging.vonage.api-secret=0123
            firstring.messaging.vonage.from=+4712345678
            firstring.messaging.vonage.application-id=0123-4567
            firstring.messaging.vonage.private-key=-----BEGIN PRIVATE KEY----- AA==
            firstring.messaging.vonage.voice-from=4712345678
            firstring.messaging.vonage.signature-secret=0123
            firstring.metrics.port=9090
            firstring.metrics.public-port=yes
            firstring.numbers.countries.rules.<key>=deny
            firstring.numbers.refused-types=fixed-line,PERSONAL_NUMBER
            firstring.numbers.refused-ranges=/etc/firstring/ranges
            firstring.numbers.test[].number=+12025550123
            firstring.numbers.test[].code=012345
            firstring.numbers.test[].until=2099-12-31
            firstring.sip.stun-servers=stun:stun.example.org:3478,stun:stun2.example.org
            firstring.sip.proxy=sip.example.org:5061
            firstring.sip.digest=sha-256
            firstring.sip.realm=012
            firstring.sip-server.drift.check-at=12:40
            firstring.sip-server.embedded.port=5060
            firstring.sip-server.embedded.algorithms=md5,sha-256
            firstring.sip-server.embedded.calls.region=FR
            firstring.sip-server.embedded.calls.gateway=192.0.2.1:5060
            firstring.sip-server.embedded.echo.peers=192.0.2.1,2001:db8::1
            firstring.sip-server.flexiapi.servers[].id=one
            firstring.sip-server.flexiapi.servers[].url=https://accounts.example.org
            firstring.sip-server.flexiapi.servers[].api-key=0123456789
            firstring.sip-server.flexiapi.servers[].ca-file=/etc/ssl/ca.pem
            firstring.sip-server.flexisip.servers[].id=one
            firstring.sip-server.flexisip.servers[].redis=redis://10.0.0.1:6379,redis://10.0.0.2:6379
            firstring.sip-server.flexisip.servers[].cli-sockets=/tmp/flexisip-proxy-1,/tmp/flexisip-proxy-2
            firstring.sip-server.kamailio.servers[].id=one
            firstring.sip-server.kamailio.servers[].url=http://127.0.0.1:5064/RPC
            firstring.sip-server.kamailio.servers[].username=012
            firstring.sip-server.kamailio.servers[].password=0123
            firstring.sip-server.rest.servers[].id=one
            firstring.sip-server.rest.servers[].url=https://sip.example.org
            firstring.sip-server.rest.servers[].api-key=0123456789
            firstring.sip-server.rest.servers[].username=012
            firstring.sip-server.rest.servers[].password=0123
            firstring.sip-server.rest.servers[].domain=sip.example.org
            firstring.sip-server.rest.servers[].ca-file=/etc/ssl/ca.pem
            firstring.sip.turn.uris=turn:turn.example.org:3478?transport=udp,turns:turn.example.org
            firstring.sip.turn.secrets=0123456789abcdef,abcdef0123456789
            firstring.softphone.agents[].prefix=0123
            firstring.softphone.agents[].format=json
            firstring.tokens.issuers[].issuer=https://id.example.org
            firstring.tokens.issuers[].audience=0123
            firstring.tokens.issuers[].jwks-uri=https://id.example.org/keys
            firstring.web.app.logo=/etc/firstring/app.svg
            firstring.web.app.app-store=https://apps.example.org/ios
            firstring.web.app.google-play=https://apps.example.org/android
            firstring.web.app.download=https://apps.example.org/
            firstring.web.app.echo-number=*43
            firstring.web.brand.name=Café 24
            firstring.messaging.app-name=Café 24
            firstring.web.brand.logo=/etc/firstring/logo.svg
            firstring.web.brand.links.privacy=https://example.org/privacy
            firstring.web.brand.links.terms=https://example.org/terms
            firstring.web.brand.links.support=mailto:help@example.org
            firstring.web.brand.links.home=https://example.org/
            """);

    /** What has to stand beside a setting, by the beginning of its name. */
    private static final Map<String, String> BESIDE = Map.ofEntries(
            Map.entry("firstring.database.", """
                    firstring.database.url=jdbc:postgresql://db:5432/firstring
                    firstring.database.username=u
                    firstring.database.password=p
                    """),
            Map.entry("firstring.database.owner-username", "firstring.database.owner-password=p"),
            Map.entry("firstring.database.owner-password", "firstring.database.owner-username=o"),
            Map.entry("firstring.http.cors.credentials", "firstring.http.cors.origins=https://app.example.org"),
            Map.entry("firstring.messaging.gateways[]", """
                    firstring.messaging.gateways[0].id=gw
                    firstring.messaging.gateways[0].url=https://gw.example.org/send?to={to}&text={text}
                    """),
            Map.entry("firstring.messaging.gateways[].body", "firstring.messaging.gateways[0].method=POST"),
            Map.entry("firstring.messaging.routes[]", "firstring.messaging.routes[0].senders=twilio"),
            Map.entry("firstring.messaging.smpp.links[]", """
                    firstring.messaging.smpp.links[0].id=carrier
                    firstring.messaging.smpp.links[0].host=smsc.example.org
                    firstring.messaging.smpp.links[0].system-id=us
                    """),
            Map.entry("firstring.messaging.smpp.links[].ca-file", "firstring.messaging.smpp.links[0].tls=true"),
            Map.entry("firstring.messaging.sns.", """
                    firstring.messaging.sns.region=eu-west-1
                    firstring.messaging.sns.access-key-id=AKIA
                    firstring.messaging.sns.secret-access-key=s
                    """),
            Map.entry("firstring.messaging.twilio.", """
                    firstring.messaging.twilio.auth-token=t
                    firstring.messaging.twilio.from=+12025550123
                    """),
            Map.entry("firstring.messaging.vonage.", """
                    firstring.messaging.vonage.api-key=k
                    firstring.messaging.vonage.api-secret=s
                    firstring.messaging.vonage.from=ACME
                    """),
            Map.entry("firstring.messaging.vonage.application-id", """
                    firstring.messaging.vonage.private-key=p
                    firstring.messaging.vonage.voice-from=4712345678
                    """),
            Map.entry("firstring.messaging.ovh.service-name", """
                    firstring.messaging.ovh.application-key=a
                    firstring.messaging.ovh.application-secret=s
                    firstring.messaging.ovh.consumer-key=c
                    firstring.messaging.ovh.from=ACME
                    """),
            Map.entry("firstring.numbers.test[]", """
                    firstring.numbers.test[0].number=+12025550123
                    firstring.numbers.test[0].code=123456
                    firstring.numbers.test[0].until=2099-12-31
                    """),
            Map.entry("firstring.sip-server.flexiapi.servers[]", """
                    firstring.sip-server.flexiapi.servers[0].id=one
                    firstring.sip-server.flexiapi.servers[0].url=https://accounts.example.org
                    firstring.sip-server.flexiapi.servers[0].api-key=key
                    """),
            Map.entry("firstring.sip-server.flexisip.servers[]", "firstring.sip-server.flexisip.servers[0].id=one"),
            Map.entry(
                    "firstring.sip-server.flexisip.servers[].",
                    "firstring.sip-server.flexisip.servers[0].redis=redis://10.0.0.1"),
            Map.entry("firstring.sip-server.kamailio.servers[]", """
                    firstring.sip-server.kamailio.servers[0].id=one
                    firstring.sip-server.kamailio.servers[0].url=http://127.0.0.1:5064/RPC
                    """),
            Map.entry(
                    "firstring.sip-server.kamailio.servers[].username",
                    "firstring.sip-server.kamailio.servers[0].password=p"),
            Map.entry(
                    "firstring.sip-server.kamailio.servers[].password",
                    "firstring.sip-server.kamailio.servers[0].username=u"),
            Map.entry("firstring.sip-server.rest.servers[]", """
                    firstring.sip-server.rest.servers[0].id=one
                    firstring.sip-server.rest.servers[0].url=https://sip.example.org
                    firstring.sip-server.rest.servers[0].api-key=key
                    """),
            Map.entry(
                    "firstring.sip-server.rest.servers[].username", "firstring.sip-server.rest.servers[0].password=p"),
            Map.entry(
                    "firstring.sip-server.rest.servers[].password", "firstring.sip-server.rest.servers[0].username=u"),
            Map.entry("firstring.sip.turn.uris", "firstring.sip.turn.secrets=0123456789abcdef"),
            Map.entry("firstring.softphone.agents[]", """
                    firstring.softphone.agents[0].prefix=Acme
                    firstring.softphone.agents[0].format=json
                    """),
            Map.entry("firstring.tokens.issuers[]", """
                    firstring.tokens.issuers[0].issuer=https://id.example.org
                    firstring.tokens.issuers[0].audience=our-app
                    """));

    /** The key to try where a setting is a map. */
    static String key(String setting) {
        return KEYS.getOrDefault(setting, "some-key");
    }

    /** The settings without which this one is refused. */
    static Map<String, String> beside(String setting) {
        Map<String, String> beside = new LinkedHashMap<>();
        BESIDE.forEach((prefix, settings) -> {
            if (setting.startsWith(prefix)) {
                beside.putAll(pairs(settings));
            }
        });
        beside.remove(setting.replace("[]", "[0]"));
        return beside;
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int equals = line.indexOf('=');
            pairs.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        });
        return pairs;
    }

    private SettingSamples() {}
}
