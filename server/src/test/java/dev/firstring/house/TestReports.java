package dev.firstring.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Totals of the Surefire reports of the last test run.
 *
 * @param classes number of test classes
 * @param tests number of tests
 * @param seconds sum of the times of the classes, which ran in several JVMs at once
 */
record TestReports(int classes, int tests, double seconds) {

    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>");
    private static final Pattern TIME = Pattern.compile(" time=\"([\\d.,]+)\"");
    private static final Pattern TESTS = Pattern.compile(" tests=\"(\\d+)\"");

    /** All zero if there are no reports. */
    static TestReports in(Path module) throws IOException {
        Path reports = module.resolve("target/surefire-reports");
        TestReports sum = new TestReports(0, 0, 0);
        if (Files.isDirectory(reports)) {
            try (Stream<Path> files = Files.list(reports)) {
                for (Path file : files.filter(
                                path -> path.getFileName().toString().matches("TEST-.*\\.xml"))
                        .toList()) {
                    sum = sum.plus(one(Files.readString(file)));
                }
            }
        }
        return sum;
    }

    TestReports plus(TestReports other) {
        return new TestReports(classes + other.classes, tests + other.tests, seconds + other.seconds);
    }

    private static TestReports one(String xml) {
        Matcher suite = SUITE.matcher(xml);
        if (!suite.find()) {
            return new TestReports(0, 0, 0);
        }
        return new TestReports(
                1,
                Integer.parseInt(first(TESTS, suite.group())),
                Double.parseDouble(first(TIME, suite.group()).replace(",", "")));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "0";
    }
}
