package dev.firstring.http.accesslog;

import java.io.CharArrayWriter;
import org.apache.catalina.valves.AccessLogValve;
import org.springframework.beans.BeanUtils;

/** Tomcat's access log with redacted lines. The whole line is redacted, whatever its pattern. Thread-safe. */
final class RedactingAccessLog extends AccessLogValve {

    /** Creates a redacting log with the configuration of the given one. */
    static RedactingAccessLog like(AccessLogValve other) {
        RedactingAccessLog log = new RedactingAccessLog();
        BeanUtils.copyProperties(other, log, "container", "next");
        return log;
    }

    @Override
    public void log(CharArrayWriter message) {
        String line = Redaction.of(message.toString());
        message.reset();
        message.append(line);
        super.log(message);
    }
}
