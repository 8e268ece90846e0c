package dev.firstring.peers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Which real peers are installed. Where one is missing its tests are skipped, except in CI, where they fail. */
public final class Peers {

    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("kamailio", "kamailio kamailio-postgres-modules kamailio-tls-modules"),
            Map.entry("sipp", "sip-tester"),
            Map.entry("sipsak", "sipsak"),
            Map.entry("baresip", "baresip-core"),
            Map.entry("linphonec", "linphone-cli"),
            Map.entry("redis-server", "redis-server"),
            Map.entry("pgbouncer", "pgbouncer"),
            Map.entry("chromium-headless-shell", "chromium-headless-shell"),
            Map.entry("turnserver", "coturn"),
            Map.entry("turnutils_uclient", "coturn"),
            Map.entry("turnutils_peer", "coturn"),
            Map.entry("bearerbox", "kannel"),
            Map.entry("smsbox", "kannel"),
            Map.entry("fakesmsc", "kannel-extras"),
            Map.entry("perl", "perl libnet-smpp-perl"));

    private Peers() {}

    /**
     * The program's path. Where it is missing the running test is aborted with the name of the package to install;
     * with {@code CI=true} in the environment it fails instead.
     */
    public static Path require(String program) {
        String packages = PACKAGES.get(program);
        if (packages == null) {
            throw new IllegalArgumentException("no package is known for " + program);
        }
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> missing(program + " is not installed: apt-get install " + packages));
    }

    private static RuntimeException missing(String message) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        return new TestAbortedException(message);
    }
}
