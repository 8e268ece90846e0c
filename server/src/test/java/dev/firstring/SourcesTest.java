package dev.firstring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no source may hold, whoever writes it: read in the text, because a class file no longer tells. */
class SourcesTest {

    private static final List<Path> SOURCES = List.of(Path.of("src/main/java"), Path.of("../registrar/src/main/java"));

    /** The one place that asks the machine for the time. */
    private static final String CLOCK = "PlatformBeans.java";

    /** Compares the clock of the database with that of the machine: its purpose. */
    private static final String CLOCK_CHECK = "ClockCheck.java";

    private static final Pattern COMMENTS =
            Pattern.compile("/\\*.*?\\*/|(?<![:\"'])//[^\\n]*|--[^\\n]*", Pattern.DOTALL);
    private static final Pattern EVERY_COLUMN =
            Pattern.compile("\\b(?:SELECT|RETURNING)\\s+(?:\\w+\\.)?\\*|,\\s*\\w+\\.\\*", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLOCK_OF_THE_DATABASE =
            Pattern.compile("\\b(?:CURRENT_(?:TIMESTAMP|TIME|DATE)|LOCALTIME(?:STAMP)?)\\b"
                    + "|\\b(?:transaction_timestamp|statement_timestamp|clock_timestamp|timeofday)\\s*\\("
                    + "|(?<![.\\w])now\\(\\)(?!\\s*\\{)");
    private static final Pattern CLOCK_OF_THE_MACHINE = Pattern.compile(
            "\\b(?:Instant|LocalDate|LocalDateTime|LocalTime|OffsetDateTime|ZonedDateTime|Year)\\.now\\("
                    + "|\\bcurrentTimeMillis\\(|\\bClock\\s*\\.\\s*(?:system|tickMillis|tickSeconds|tickMinutes)"
                    + "|\\bnew (?:java\\.util\\.)?Date\\(\\)|\\bCalendar\\.getInstance\\(");
    private static final Pattern HASH_OF_THE_JDK = Pattern.compile("\\b(?:MessageDigest|Mac)\\s*\\.\\s*getInstance\\(");

    /** The class for it; and the registrar, which depends on nothing of the service. */
    private static final List<String> HASHES = List.of(
            "Hash.java",
            "Answers.java",
            "DigestAlgorithm.java",
            "Nonces.java",
            "Outgoing.java",
            "Retransmissions.java");

    private static final Pattern LOWER_CASE_NAME = Pattern.compile("\\bname\\(\\)\\s*\\.\\s*toLowerCase\\(");

    private static final Pattern TRANSACTION_OF_SPRING =
            Pattern.compile("\\bTransactionTemplate\\b|\\bTransactionOperations\\b|@Transactional\\b");

    /** The class for it and who makes it; and the keys, which {@code doctor} reads where nothing may be written. */
    private static final List<String> TRANSACTIONS = List.of(
            "RetryingTransactions.java",
            "DatabaseBeans.java",
            "ServiceParts.java",
            "KeysetStore.java",
            "KeyVault.java",
            "KeyConfiguration.java",
            "DoctorCommand.java");

    private static final Pattern STATE_OF_A_CONNECTION = Pattern.compile(
            "\\bpg_(?:try_)?advisory_(?!xact)\\w*lock\\w*|\\bLISTEN\\s+\\w|\\bTEMP(?:ORARY)?\\s+TABLE|\\bDECLARE\\s+\\w+\\s+CURSOR"
                    + "|\\bSET\\s+(?:SESSION|ROLE|TIME ZONE|search_path|work_mem|\\w+_timeout)\\b"
                    + "|set_config\\([^)]*false\\)|\\bsetReadOnly\\(|\\bsetTransactionIsolation\\(");

    @Test
    void every_column_is_named() {
        assertThat(holding(EVERY_COLUMN)).isEmpty();
    }

    @Test
    void times_come_from_the_clock_of_the_service() {
        assertThat(holding(CLOCK_OF_THE_DATABASE)).containsOnly(CLOCK_CHECK);
        assertThat(holding(CLOCK_OF_THE_MACHINE)).containsOnly(CLOCK);
    }

    @Test
    void hashes_come_from_one_class() {
        assertThat(holding(HASH_OF_THE_JDK)).containsExactlyInAnyOrderElementsOf(HASHES);
    }

    @Test
    void words_of_enums_come_from_one_place() {
        assertThat(holding(LOWER_CASE_NAME)).containsOnly("WireWord.java");
    }

    @Test
    void transactions_begin_in_one_way() {
        assertThat(holding(TRANSACTION_OF_SPRING)).containsExactlyInAnyOrderElementsOf(TRANSACTIONS);
    }

    @Test
    void no_statement_leaves_something_behind_on_its_connection() {
        assertThat(holding(STATE_OF_A_CONNECTION)).isEmpty();
    }

    @Test
    void no_two_files_have_the_same_name() {
        Map<String, Long> count = SOURCES.stream()
                .flatMap(SourcesTest::files)
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("package-info.java"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(count).hasSizeGreaterThan(500);
        assertThat(count.entrySet()).allMatch(name -> name.getValue() == 1);
    }

    @Test
    void the_patterns_find_what_they_are_there_for() {
        assertThat(List.of("SELECT *\n FROM t", "SELECT t.* FROM t", "returning *", "SELECT a, t.* FROM t"))
                .allMatch(text -> EVERY_COLUMN.matcher(text).find());
        assertThat(List.of("count(*)", "a * b", "SELECT count(*)"))
                .noneMatch(text -> EVERY_COLUMN.matcher(text).find());
        assertThat(List.of("SELECT now()", "at < CURRENT_TIMESTAMP", "clock_timestamp()"))
                .allMatch(text -> CLOCK_OF_THE_DATABASE.matcher(text).find());
        assertThat(List.of("claim.now()", "rule.now()"))
                .noneMatch(text -> CLOCK_OF_THE_DATABASE.matcher(text).find());
        assertThat(List.of("Instant.now()", "System.currentTimeMillis()", "Clock.systemUTC()", "LocalDate.now(zone)"))
                .allMatch(text -> CLOCK_OF_THE_MACHINE.matcher(text).find());
        assertThat(List.of("MessageDigest.getInstance(name)", "Mac\n    .getInstance(\"HmacSHA256\")"))
                .allMatch(text -> HASH_OF_THE_JDK.matcher(text).find());
        assertThat(List.of("MessageDigest.isEqual(one, other)"))
                .noneMatch(text -> HASH_OF_THE_JDK.matcher(text).find());
        assertThat(List.of("SELECT pg_advisory_lock(1)", "SET statement_timeout = '1s'", "LISTEN changes"))
                .allMatch(text -> STATE_OF_A_CONNECTION.matcher(text).find());
        assertThat(List.of("SET LOCAL lock_timeout = '1s'", "UPDATE t SET state = 'x'", "pg_advisory_xact_lock(1)"))
                .noneMatch(text -> STATE_OF_A_CONNECTION.matcher(text).find());
    }

    /** The names of the files that hold such a text outside a comment. */
    private static List<String> holding(Pattern pattern) {
        // A migration runs once, on a connection of its own, and no clock of the service is there to give it the time.
        return SOURCES.stream()
                .flatMap(SourcesTest::files)
                .filter(file -> pattern.matcher(code(file)).find())
                .map(file -> file.getFileName().toString())
                .sorted()
                .toList();
    }

    private static Stream<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(Path file) {
        try {
            return COMMENTS.matcher(Files.readString(file)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
