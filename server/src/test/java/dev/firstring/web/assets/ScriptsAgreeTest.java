package dev.firstring.web.assets;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What scripts of pages compute by themselves, beside what Java says. */
@Tag("peer")
class ScriptsAgreeTest {

    private static final String MODULE =
            "const base = document.body.dataset.assets; const module = await import(base + '/js/%s');";

    /**
     * What differs and may. An Argentine mobile number is dialled with a 15 in its middle that stands for a 9 at its
     * beginning: libphonenumber turns it round, which nobody can follow who types. The others have no format at all and are
     * too short for any, so that they look like the beginning of a longer number; neither gets codes.
     */
    private static final List<String> DIFFERENT = List.of("AR MOBILE", "DE PAGER", "VU TOLL_FREE");

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void the_solver_hashes_as_the_jdk_does() throws NoSuchAlgorithmException {
        SplittableRandom random = new SplittableRandom(7);
        List<String> texts = new ArrayList<>(List.of("", "abc", "The quick brown fox jumps over the lazy dog"));
        for (int length = 1; length <= 200; length++) {
            texts.add(random.ints(length, 32, 127)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        List<String> expected = texts.stream()
                .map(text -> HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII))))
                .toList();
        try (Walk walk = Walk.open(site)) {
            Object hashes = walk.page()
                    .evaluate(
                            "async (texts) => {" + MODULE.formatted("solver.js") + "return texts.map(module.sha256); }",
                            texts);
            assertThat(hashes).isEqualTo(expected);
        }
    }

    /** A number as it is typed, digit by digit without signs, and as libphonenumber writes it. */
    private record Example(String region, String type, String typed, String written) {}

    @Test
    void numbers_of_every_country_end_up_as_libphonenumber_writes_them() {
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(1000);
        List<String> shown = shown(examples);
        assertThat(IntStream.range(0, examples.size())
                        .filter(at -> !examples.get(at).written().equals(shown.get(at)))
                        .mapToObj(at -> examples.get(at).region() + " "
                                + examples.get(at).type()
                                + (DIFFERENT.contains(examples.get(at).region() + " "
                                                + examples.get(at).type())
                                        ? ""
                                        : ": " + examples.get(at).written() + " is shown as " + shown.get(at))))
                .containsExactlyElementsOf(DIFFERENT);
    }

    @Test
    void no_digit_is_lost_or_moved_while_a_number_is_typed() {
        List<Example> prefixes = new ArrayList<>();
        for (Example example : examples()) {
            if (example.type().equals("MOBILE")) {
                for (int length = 1; length <= example.typed().length(); length++) {
                    String typed = example.typed().substring(0, length);
                    prefixes.add(new Example(example.region(), example.type(), typed, typed));
                }
            }
        }
        List<String> shown = shown(prefixes);
        assertThat(IntStream.range(0, prefixes.size())
                        .filter(at ->
                                !prefixes.get(at).typed().equals(shown.get(at).replaceAll("\\D", "")))
                        .mapToObj(at -> prefixes.get(at) + " is shown as " + shown.get(at)))
                .isEmpty();
    }

    private static List<Example> examples() {
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
        List<Example> examples = new ArrayList<>();
        for (String region : plans.getSupportedRegions().stream().sorted().toList()) {
            for (PhoneNumberType type : plans.getSupportedTypesForRegion(region)) {
                PhoneNumber number = plans.getExampleNumberForType(region, type);
                if (number != null) {
                    String written = plans.format(number, PhoneNumberFormat.NATIONAL);
                    examples.add(new Example(region, type.name(), written.replaceAll("\\D", ""), written));
                }
            }
        }
        return examples;
    }

    @SuppressWarnings("unchecked")
    private static List<String> shown(List<Example> examples) {
        try (Walk walk = Walk.open(site)) {
            return (List<String>) walk.page()
                    .evaluate(
                            "async (examples) => {" + MODULE.formatted("number-format.js") + """
                      const regions = [...new Set(examples.map((example) => example.region))];
                      const plans = Object.fromEntries(await Promise.all(regions.map(
                        async (region) => [region, await (await fetch(`${base}/plans/${region}.json`)).json()])));
                      return examples.map((example) => module.format(plans[example.region], example.typed));
                    }""",
                            examples.stream()
                                    .map(example -> Map.of("region", example.region(), "typed", example.typed()))
                                    .toList());
        }
    }
}
