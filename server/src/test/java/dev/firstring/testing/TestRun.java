package dev.firstring.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * What all tests of this JVM share, such as the database server and the browser, ends here after the last test, in the thread of
 * the tests. A shutdown hook would be too late: whoever runs the tests gives the JVM seconds to end and then kills it, and
 * on a busy machine a server with hundreds of databases takes longer. Registered for every test class by
 * {@code META-INF/services}.
 *
 * <p>With {@code -Dtests.end=jvm} it ends with the JVM instead: PIT runs every test as a run of its own.
 */
public final class TestRun implements BeforeAllCallback {

    private static final Shared SHARED = new Shared();

    private static final boolean ENDS_WITH_JVM = "jvm".equals(System.getProperty("tests.end"));

    static {
        if (ENDS_WITH_JVM) {
            Runtime.getRuntime().addShutdownHook(new Thread(SHARED::close));
        }
    }

    /** Ends this when the run ends; what was begun last ends first. */
    public static <T extends AutoCloseable> T endsWithTheRun(T resource) {
        SHARED.add(resource);
        return resource;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(TestRun.class))
                .computeIfAbsent(TestRun.class, key -> {
                    Awaitility.setDefaultTimeout(Patience.LIMIT);
                    Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
                    return ENDS_WITH_JVM ? (AutoCloseable) () -> {} : SHARED;
                });
    }

    private static final class Shared implements AutoCloseable {

        private final Deque<AutoCloseable> open = new ArrayDeque<>();

        synchronized void add(AutoCloseable resource) {
            open.push(resource);
        }

        @Override
        public synchronized void close() {
            RuntimeException failed = null;
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception e) {
                    failed = new IllegalStateException("a resource of the test run did not close", e);
                }
            }
            if (failed != null) {
                throw failed;
            }
        }
    }
}
