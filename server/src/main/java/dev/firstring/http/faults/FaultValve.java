package dev.firstring.http.faults;

import dev.firstring.http.Problem;
import dev.firstring.http.Problems;
import dev.firstring.http.request.StandardHeaders;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;

/**
 * Replaces Tomcat's error page for failures before the application is reached: malformed request lines, invalid paths,
 * oversized headers. Thread-safe.
 */
public final class FaultValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(FaultValve.class);

    private final Problems problems;
    private final StandardHeaders headers;

    public FaultValve(Problems problems, StandardHeaders headers) {
        this.problems = problems;
        this.headers = headers;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable fault) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported() || !canWrite(response)) {
            return;
        }
        try {
            response.resetBuffer(true);
            headers.apply(request, response);
            problems.write(request, response, Problem.of(Faults.codeOf(HttpStatusCode.valueOf(status))));
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("the client disconnected before the response was sent", e);
        }
    }

    private static boolean canWrite(Response response) {
        AtomicBoolean allowed = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
        return allowed.get();
    }
}
