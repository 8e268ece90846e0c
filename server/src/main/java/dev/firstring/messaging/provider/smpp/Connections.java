package dev.firstring.messaging.provider.smpp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;

/** Opens connections within a time limit. Over TLS, the certificate must match the host. */
record Connections(@Nullable SSLSocketFactory tls, Duration limit) implements ConnectionFactory {

    static Connections to(SmppLink link, Duration limit) {
        if (!link.tls()) {
            return new Connections(null, limit);
        }
        SSLContext authorities = link.authorities();
        return new Connections(
                authorities == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : authorities.getSocketFactory(),
                limit);
    }

    @Override
    public Connection createConnection(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), (int) limit.toMillis());
            return new SocketConnection(tls == null ? socket : secured(tls, socket, host, port));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Socket secured(SSLSocketFactory factory, Socket plain, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        plain.setSoTimeout((int) limit.toMillis());
        try {
            socket.startHandshake();
        } catch (SocketTimeoutException e) {
            // A plain SMPP server may take the handshake for the beginning of a long PDU, and wait for the rest.
            throw new SSLHandshakeException("no TLS within " + limit, e);
        }
        plain.setSoTimeout(0);
        return socket;
    }
}
