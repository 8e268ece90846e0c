package dev.firstring.http.accesslog;

import java.io.CharArrayWriter;
import org.apache.catalina.valves.AccessLogValve;
import org.springframework.beans.BeanUtils;

/** Tomcat's access log, whose lines are redacted whole, whatever pattern they are written by. Thread-safe. */
final class RedactingAccessLog extends AccessLogValve {

    /** One that writes where and what the other one would have written. */
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
