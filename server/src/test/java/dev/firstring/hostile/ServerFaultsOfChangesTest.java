package dev.firstring.hostile;

import static dev.firstring.testing.Person.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.TestApiKeys;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller is told of a change that a SIP server did not make. The service of this class has no other failures behind it. */
@Tag("slow")
class ServerFaultsOfChangesTest {

    private static final String CREDENTIALS = "/api/sip/credentials";

    private static final SettableClock CLOCK = new SettableClock();
    private static final MemoryServer SERVER = new MemoryServer("flexisip-1", Capability.DROPS_ONE_CONTACT);

    private static TestDatabase database;
    private static RunningService service;
    private static String[] operator;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .clock(CLOCK)
                .sipServers(SERVER)
                .set("firstring.limits.address-hour", 1000)
                // A slow machine must not answer "pending" before the server has said what is wrong.
                .set("firstring.sip-server.sync.request-budget", "10s")
                .start();
        operator = new String[] {
            "X-API-Key",
            TestApiKeys.make(service.bean(ApiKeys.class), "all", Scope.values()).reveal()
        };
    }

    @AfterAll
    static void stop() {
        service.close();
        database.close();
    }

    @AfterEach
    void mend() {
        SERVER.failWith(null);
    }

    /** A change that a server did not make is refused with what the server said, whoever asked for it. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTHENTICATION_FAILED")
    void what_a_server_says_of_a_change_is_what_the_caller_is_told(Kind kind) {
        Reply one = Person.at(service).onboard();
        Reply other = Person.at(service).onboard();
        Reply owner = Person.at(service).onboard();
        String told = kind == Kind.INTERNAL_ERROR ? "CONFIGURATION_ERROR" : kind.name();
        SERVER.failWith(kind);

        assertThat(act(id(one), "deregister").code()).isEqualTo(told);
        assertThat(act(id(other), "sync").code()).isEqualTo(told);
        assertThat(drop(owner).code()).isEqualTo(told);
    }

    /** Whether there is such a device only the server could tell. */
    private static Reply drop(Reply linked) {
        String path = CREDENTIALS + "/" + id(linked) + "/registration/" + "A".repeat(16);
        return service.call("DELETE", path, "", bearer(linked));
    }

    private static Reply act(String id, String act) {
        return service.post("/api/admin/sip/credentials/" + id + "/" + act, "", operator);
    }

    private static String id(Reply linked) {
        return linked.json().at("/data/sip_credentials/id").asString();
    }
}
