package dev.firstring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Each table belongs to one room: only SQL of that room may name it, except for the classes listed here with a reason. */
class TableOwnersTest {

    private static final Map<String, Set<String>> TABLES_OF_ROOMS = Map.of(
            "abuse",
            Set.of("challenge_use", "guard_alarm", "guard_count", "number_guard", "rate_limit", "send_budget"),
            "account",
            Set.of(
                    "account",
                    "account_identity",
                    "api_key",
                    "device_binding",
                    "number_claim",
                    "number_holding",
                    "sign_in"),
            "audit",
            Set.of("audit_event"),
            "http",
            Set.of("idempotency_caller", "idempotency_key"),
            "messaging",
            Set.of("early_receipt", "message"),
            "onboarding",
            Set.of("onboarding_session", "verification"),
            "platform",
            Set.of("keyset", "keyset_superseded", "partitioned_table", "scheduled_tasks", "time_partition"),
            "sip",
            Set.of("sip_credential"),
            "sipserver",
            Set.of("drift_finding", "drift_run", "drift_seen", "sip_registration", "sip_server", "sip_sync"),
            "softphone",
            Set.of("softphone_link"));

    /** Belongs to Flyway. */
    private static final String MIGRATIONS = "flyway_schema_history";

    private static final List<ForeignTables> EXCEPTIONS = List.of(
            new ForeignTables(
                    "limits are charged in one statement; a device bound to the holder's account has a limit of its own",
                    "SendLimitStatements",
                    "device_binding",
                    "number_holding"),
            new ForeignTables(
                    "a registration names only the credential; the account is marked as used in one statement",
                    "AccountUse",
                    "sip_credential"),
            new ForeignTables(
                    "the timeline merges events of all kinds; the database sorts and limits them",
                    "Timeline",
                    "audit_event",
                    "message",
                    "onboarding_session",
                    "sip_registration",
                    "sip_sync",
                    "verification"),
            new ForeignTables(
                    "operators filter by any column and by sync state; keyset pagination needs one statement",
                    "CredentialSearch",
                    "sip_credential",
                    "sip_sync"),
            new ForeignTables(
                    "checks that the service role cannot change the audit trail", "ServiceRoleCheck", "audit_event"),
            new ForeignTables(
                    "the code is derived from its verification, which is read when the message is taken",
                    "Outbox",
                    "verification"),
            new ForeignTables(
                    "conversion reports join messages with the outcome of their codes, one statement per batch",
                    "Conversions",
                    "verification"),
            new ForeignTables(
                    "session, verification and message must be written atomically: one statement",
                    "OpeningStore",
                    "message"),
            new ForeignTables(
                    "session, verification and message must be written atomically: one statement",
                    "ResendStore",
                    "message"),
            new ForeignTables(
                    "reads a session with its code and its latest message in one round trip",
                    "SessionStore",
                    "message"),
            new ForeignTables(
                    "history and erasure join sessions, codes and messages with the numbers that the account holds",
                    "HistoryStore",
                    "message",
                    "number_holding"),
            new ForeignTables(
                    "a code is judged and its attempt counted for the number atomically: one statement",
                    "JudgementStore",
                    "number_guard"),
            new ForeignTables(
                    "completes the sessions whose credentials have been synced, in one statement",
                    "ProvisionedSessions",
                    "sip_credential"),
            new ForeignTables(
                    "locks the account row to serialize quota checks and revocations", "Credentials", "account"),
            new ForeignTables(
                    "a trigger on sip_credential updates sip_sync, so its rows are locked in advance to avoid deadlocks",
                    "CredentialChanges",
                    "sip_sync"),
            new ForeignTables(
                    "a link is valid only while its credential and account are unchanged; checked in the statement that consumes it",
                    "LinkStore",
                    "account",
                    "sip_credential"),
            new ForeignTables(
                    "stores the link of a session and reads whether it may be repeated, each in one statement",
                    "LinkedSessionStore",
                    "account",
                    "sip_credential"),
            new ForeignTables(
                    "joins credentials with their sync state, one page at a time",
                    "KnownCredentialStore",
                    "sip_credential"),
            new ForeignTables(
                    "iterates over credential ids in batches while comparing sums",
                    "SeenAccountStore",
                    "sip_credential"),
            new ForeignTables(
                    "the embedded registrar reads its digests from the database, as other SIP servers do through a view",
                    "AccountRows",
                    "sip_credential"),
            new ForeignTables(
                    "locks sip_credential while the list of servers changes, so that the trigger misses no server",
                    "FleetRegister",
                    "sip_credential"),
            new ForeignTables(
                    "locks credentials before registrations, which is the global lock order",
                    "RegistrationForgetting",
                    "sip_credential"),
            new ForeignTables(
                    "stores a registration and the last registration of the credential in one statement",
                    "RegistrationRows",
                    "sip_credential"),
            new ForeignTables("matches a batch of contacts with credentials", "SweepRows", "sip_credential"),
            new ForeignTables(
                    "copies credential revisions for a new server, one statement per batch",
                    "Backfill",
                    "sip_credential"),
            new ForeignTables(
                    "copies the current revision of the credential in one statement", "SyncStore", "sip_credential"),
            new ForeignTables(
                    "joins the sync state with the revisions of the credential", "SyncReports", "sip_credential"),
            new ForeignTables(
                    "reads the desired state of a batch of credentials, sealed secret included",
                    "WantedStateStore",
                    "sip_credential"));

    private static final Pattern SQL =
            Pattern.compile("\\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN|WHERE|LOCK TABLE)\\b");

    /** A class whose SQL names tables of other rooms. */
    private record ForeignTables(String reason, String type, Set<String> tables) {

        ForeignTables(String reason, String type, String... tables) {
            this(reason, type, Set.of(tables));
        }
    }

    @Test
    void every_table_belongs_to_a_room() {
        List<String> tables =
                TABLES_OF_ROOMS.values().stream().flatMap(Set::stream).toList();
        try (TestDatabase database = TestDatabase.create()) {
            assertThat(new JdbcTemplate(database.superuser()).queryForList("""
                            SELECT relname
                              FROM pg_class
                             WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                               AND relname <> ?
                            """, String.class, MIGRATIONS))
                    .containsExactlyInAnyOrderElementsOf(tables);
        }
    }

    @Test
    void sql_names_only_tables_of_its_own_room_except_where_a_reason_is_listed() {
        Map<String, Set<String>> listed = EXCEPTIONS.stream()
                .collect(Collectors.toMap(
                        ForeignTables::type,
                        ForeignTables::tables,
                        (one, other) -> {
                            throw new IllegalStateException("listed twice");
                        },
                        TreeMap::new));
        assertThat(foreignTables()).isEqualTo(listed);
    }

    /** The tables of other rooms that the SQL of each class names, by the simple name of the class. */
    private static Map<String, Set<String>> foreignTables() {
        Map<String, Set<String>> found = new TreeMap<>();
        List<Text> texts = texts();
        List<Text> constants = texts.stream().filter(Text::isConstant).toList();
        for (Text text : texts) {
            String own = text.sql();
            for (Text constant : constants) {
                // The compiler copies constants of other classes.
                own = constant.type().equals(text.type()) ? own : own.replace(constant.sql(), "");
            }
            for (String table : tablesOfOtherRooms(text.type().split("/")[2])) {
                if (Pattern.compile("(?<![\\w'])" + table + "(?![\\w'])")
                        .matcher(own)
                        .find()) {
                    found.computeIfAbsent(
                                    text.type().substring(text.type().lastIndexOf('/') + 1), type -> new TreeSet<>())
                            .add(table);
                }
            }
        }
        return found;
    }

    private static List<String> tablesOfOtherRooms(String room) {
        return TABLES_OF_ROOMS.entrySet().stream()
                .filter(other -> !other.getKey().equals(room))
                .flatMap(other -> other.getValue().stream())
                .toList();
    }

    /** All string constants of main that look like SQL, fragments included. */
    private static List<Text> texts() {
        try {
            Path classes = Path.of(Firstring.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<Text> found = new ArrayList<>();
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".class")).toList()) {
                    String type = classes.relativize(file).toString().replaceAll("\\.class$|\\$.*", "");
                    found.addAll(texts(type, ClassFile.of().parse(file)));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Text> texts(String type, ClassModel model) {
        Set<String> constants = model.fields().stream()
                .filter(field -> !field.flags().has(AccessFlag.PRIVATE))
                .flatMap(field -> field.findAttribute(Attributes.constantValue()).stream())
                .map(value -> String.valueOf(value.constant().constantValue()))
                .collect(Collectors.toSet());
        List<Text> found = new ArrayList<>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof StringEntry text
                    && SQL.matcher(text.stringValue()).find()) {
                found.add(new Text(type, text.stringValue(), constants.contains(text.stringValue())));
            }
        }
        return found;
    }

    /** @param isConstant whether it is the value of a field that other classes can use */
    private record Text(String type, String sql, boolean isConstant) {}
}
