package dev.firstring.console.doctor;

import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;

/** Checks that the port of the service is free or used by the service itself. */
public final class PortCheck implements Check {

    private final int port;
    private final Optional<Integer> serving;

    /** @param serving the port of a running service with the same data directory; empty if there is none */
    public PortCheck(int port, Optional<Integer> serving) {
        this.port = port;
        this.serving = serving;
    }

    @Override
    public String subject() {
        return "port " + port;
    }

    @Override
    public List<Finding> look() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return List.of(new Fine(subject(), "free"));
        } catch (IOException e) {
            return List.of(
                    serving.filter(taken -> taken == port).isPresent()
                            ? new Fine(subject(), "the service runs on it")
                            : new Wrong(
                                    subject(),
                                    "cannot be listened on: " + e.getMessage(),
                                    "Stop the program that has it, or set server.port to another."));
        }
    }
}
