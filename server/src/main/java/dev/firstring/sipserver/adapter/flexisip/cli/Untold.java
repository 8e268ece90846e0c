package dev.firstring.sipserver.adapter.flexisip.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * A process that did not execute a command.
 *
 * @param socket its socket, or the pattern that no socket matches
 * @param hangs whether it is running and does not respond: it may resume at any time and complete earlier work
 * @param why the reason, for an operator
 */
public record Untold(String socket, boolean hangs, String why) {

    static Untold of(Object socket, IOException cause) {
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof SocketTimeoutException) {
            return new Untold(socket.toString(), true, "the Flexisip at " + socket + " hangs: " + said);
        }
        if (cause instanceof ConnectException
                || cause instanceof NoSuchFileException
                || said.contains("No such file")) {
            return nobody(socket);
        }
        if (cause instanceof AccessDeniedException || said.contains("Permission denied")) {
            return new Untold(
                    socket.toString(),
                    false,
                    "permission denied on " + socket
                            + ": the service's user needs the socket's group, and Flexisip's unit UMask=0007");
        }
        return new Untold(socket.toString(), false, "no answer from the Flexisip at " + socket + ": " + said);
    }

    /** The socket is absent, or was left behind by a crash. */
    static Untold nobody(Object socket) {
        return new Untold(
                socket.toString(),
                false,
                "no Flexisip listens on " + socket
                        + ": start it, or correct cli-sockets; PrivateTmp=yes in either unit hides it as well");
    }

    static Untold answered(Object socket, String answer) {
        return new Untold(
                socket.toString(),
                false,
                answer.isEmpty()
                        ? socket + " was closed without an answer"
                        : socket + " answered: " + answer.lines().findFirst().orElse(""));
    }

    @Override
    public String toString() {
        return why;
    }
}
