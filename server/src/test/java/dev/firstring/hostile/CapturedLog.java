package dev.firstring.hostile;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** All that the process says while this is open: every event of every logger, and both streams of the console. */
final class CapturedLog implements AutoCloseable {

    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            events.add(event.getLevel() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap() + " "
                    + event.getKeyValuePairs()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    };

    CapturedLog() {
        System.setOut(new PrintStream(new Both(out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Both(err), true, StandardCharsets.UTF_8));
    }

    /**
     * Listens to the loggers, of which ours say all; to be called once the service has set its logging up. A service that
     * is not the first of its process leaves the levels as they were, so they are set here.
     */
    void listen() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.getLoggerContext().getLogger("dev.firstring").setLevel(Level.DEBUG);
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
    }

    String text() {
        return String.join("\n", events) + "\n" + console.toString(StandardCharsets.UTF_8);
    }

    int events() {
        return events.size();
    }

    @Override
    public void close() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAppender(appender);
        root.setLevel(Level.WARN);
        root.getLoggerContext().getLogger("dev.firstring").setLevel(null);
        System.setOut(out);
        System.setErr(err);
    }

    private final class Both extends OutputStream {

        private final PrintStream other;

        Both(PrintStream other) {
            this.other = other;
        }

        @Override
        public void write(int value) {
            synchronized (console) {
                console.write(value);
            }
            other.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            synchronized (console) {
                console.write(bytes, offset, length);
            }
            other.write(bytes, offset, length);
        }
    }
}
