package dev.firstring.http.connections;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 protocol, which reports the state of each connection to {@link HttpConnections}. Tomcat
 * instantiates it by its class name.
 */
public final class BoundedProtocol extends Http11NioProtocol {

    /** The connection that this thread is processing. */
    private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();

    private final Endpoint endpoint;

    public BoundedProtocol() {
        this(new Endpoint());
    }

    private BoundedProtocol(Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** Sets the connections to report to. Call it before the server starts. */
    void hold(HttpConnections connections) {
        endpoint.watch = connections;
    }

    /** A valve that reports that the head of a request is complete. */
    static ValveBase valve(HttpConnections connections) {
        return new ValveBase(true) {
            @Override
            public void invoke(Request request, Response response) throws IOException, ServletException {
                Connection current = CURRENT.get();
                if (current != null) {
                    current.requested(connections.moment());
                }
                getNext().invoke(request, response);
            }
        };
    }

    private static final class Endpoint extends NioEndpoint {

        private volatile @Nullable HttpConnections watch;

        @Override
        public void startInternal() throws Exception {
            super.startInternal();
            HttpConnections watched = watch;
            if (watched != null) {
                watched.start();
            }
        }

        @Override
        public void stopInternal() {
            HttpConnections watched = watch;
            if (watched != null) {
                watched.stop();
            }
            super.stopInternal();
        }

        @Override
        protected boolean setSocketOptions(SocketChannel socket) {
            HttpConnections watched = watch;
            if (watched == null) {
                return super.setSocketOptions(socket);
            }
            if (!watched.admit(socket)) {
                // For a socket that is not taken, Tomcat would close its wrapper, which does not exist yet.
                destroySocket(socket);
                return true;
            }
            boolean taken = super.setSocketOptions(socket);
            if (!taken) {
                watched.ended(socket);
            }
            return taken;
        }

        @Override
        public void setHandler(AbstractEndpoint.Handler<NioChannel> handler) {
            super.setHandler(new Watch(handler));
        }

        /** Delegates to Tomcat's own handler. */
        private final class Watch implements AbstractEndpoint.Handler<NioChannel> {

            private final AbstractEndpoint.Handler<NioChannel> next;

            Watch(AbstractEndpoint.Handler<NioChannel> next) {
                this.next = next;
            }

            @Override
            public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
                HttpConnections watched = watch;
                Connection connection =
                        watched == null ? null : watched.find(channel(socket)).orElse(null);
                if (watched == null || connection == null) {
                    return next.process(socket, event);
                }
                connection.entered(watched.moment());
                CURRENT.set(connection);
                try {
                    SocketState state = next.process(socket, event);
                    boolean pending = state == SocketState.LONG;
                    connection.left(watched.moment(), pending, pending && isAsync(socket));
                    return state;
                } finally {
                    CURRENT.remove();
                }
            }

            private boolean isAsync(SocketWrapperBase<NioChannel> socket) {
                return socket.getCurrentProcessor() instanceof org.apache.coyote.Processor processor
                        && processor.isAsync();
            }

            @Override
            public Object getGlobal() {
                return next.getGlobal();
            }

            @Override
            public void release(SocketWrapperBase<NioChannel> socket) {
                HttpConnections watched = watch;
                SocketChannel channel = channel(socket);
                if (watched != null && channel != null) {
                    watched.ended(channel);
                }
                next.release(socket);
            }

            @Override
            public void pause() {
                next.pause();
            }

            @Override
            public void recycle() {
                next.recycle();
            }

            private @Nullable SocketChannel channel(SocketWrapperBase<NioChannel> socket) {
                NioChannel channel = socket.getSocket();
                return channel == null ? null : channel.getIOChannel();
            }
        }
    }
}
