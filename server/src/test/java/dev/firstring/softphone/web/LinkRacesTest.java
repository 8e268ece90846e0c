package dev.firstring.softphone.web;

import static dev.firstring.softphone.web.Owner.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sip.lifecycle.RegeneratePassword;
import dev.firstring.softphone.link.CreateLink;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** Many at the same moment, on two nodes over one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkRacesTest {

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final RunningService other = shared.otherNode();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());

    @Test
    void of_many_that_open_a_link_at_once_on_two_nodes_exactly_one_gets_the_document() {
        Owner owner = Owner.at(service);
        for (int round = 0; round < 5; round++) {
            String path = owner.link();

            List<Reply> replies = Together.run(24, index -> (index % 2 == 0 ? service : other).get(path, PHONE));

            assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
            assertThat(replies).filteredOn(reply -> reply.status() == 404).hasSize(23);
        }
    }

    @Test
    void of_three_uses_many_at_once_get_exactly_three() {
        String path = Owner.at(service).link("{\"uses\":3}");

        List<Reply> replies = Together.run(24, index -> (index % 2 == 0 ? service : other).get(path, PHONE));

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(3);
    }

    @Test
    void a_new_password_that_comes_while_a_link_is_opened_is_never_handed_out_by_it() {
        for (int round = 0; round < 8; round++) {
            Owner owner = Owner.at(service);
            String path = owner.link("{\"format\":\"json\"}");

            List<String> seen = Together.run(2, index -> {
                if (index == 0) {
                    service.bean(RegeneratePassword.class)
                            .regenerate(owner.credential(), owner.account(), "owner", clock.instant());
                    return "";
                }
                Reply reply = other.get(path, PHONE);
                return reply.status() == 200 ? reply.json().get("sipPassword").asString() : "";
            });

            assertThat(seen.get(1)).isIn("", owner.password());
        }
    }

    @Test
    void many_that_are_made_at_once_on_two_nodes_are_not_more_than_may_be_good() {
        Owner owner = Owner.at(service);

        Together.run(
                12,
                index -> (index % 2 == 0 ? service : other)
                        .bean(CreateLink.class)
                        .create(owner.credential(), owner.account()));

        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM softphone_link WHERE credential_id = ? AND ended_at IS NULL",
                        Integer.class,
                        owner.credential().value()))
                .isEqualTo(3);
    }
}
