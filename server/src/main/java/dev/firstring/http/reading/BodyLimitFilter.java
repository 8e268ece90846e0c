package dev.firstring.http.reading;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Problems;
import dev.firstring.http.Spelling;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses API request bodies of more than {@value #MAX_BODY} bytes: immediately if {@code Content-Length} exceeds the
 * limit, otherwise as soon as more bytes are read. Thread-safe.
 */
public final class BodyLimitFilter extends OncePerRequestFilter {

    /** The maximum size of a body in bytes (spec: 16 KiB). */
    public static final int MAX_BODY = 16_384;

    private final Problems problems;

    public BodyLimitFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Spelling.isApi(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long announced = request.getContentLengthLong();
        if (announced > MAX_BODY) {
            problems.write(request, response, Problem.of(ErrorCode.PAYLOAD_TOO_LARGE));
        } else if (announced < 0 && request.getHeader("Transfer-Encoding") != null) {
            chain.doFilter(new LimitedRequest(request, MAX_BODY), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** A request of unknown length. Reading its body throws a refusal once it exceeds the limit. Not thread-safe. */
    private static final class LimitedRequest extends HttpServletRequestWrapper {

        private final int limit;
        private @Nullable Limited stream;

        LimitedRequest(HttpServletRequest request, int limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (stream == null) {
                stream = new Limited(super.getInputStream(), limit);
            }
            return stream;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }

        private static final class Limited extends ServletInputStream {

            private final ServletInputStream source;
            private long left;

            Limited(ServletInputStream source, int limit) {
                this.source = source;
                this.left = limit;
            }

            @Override
            public int read() throws IOException {
                int value = source.read();
                if (value >= 0) {
                    take(1);
                }
                return value;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = source.read(buffer, offset, (int) Math.min(length, left + 1));
                if (count > 0) {
                    take(count);
                }
                return count;
            }

            private void take(int count) {
                left -= count;
                if (left < 0) {
                    throw Problem.of(ErrorCode.PAYLOAD_TOO_LARGE).asRefusal();
                }
            }

            @Override
            public boolean isFinished() {
                return source.isFinished();
            }

            @Override
            public boolean isReady() {
                return source.isReady();
            }

            @Override
            public void setReadListener(ReadListener listener) {
                source.setReadListener(listener);
            }
        }
    }
}
