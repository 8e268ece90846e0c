package dev.firstring.registrar.transport;

import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.MessageHead;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The way to a phone, which notes what is sent on it. */
final class Phone implements Flow {

    final List<String> sent = new ArrayList<>();
    private final InetSocketAddress remote;
    private final List<String> broken;

    /** What is not framed is added to {@code broken}. */
    Phone(int port, List<String> broken) {
        this.remote = new InetSocketAddress("127.0.0.1", port);
        this.broken = broken;
    }

    @Override
    public String transport() {
        return "UDP";
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public InetSocketAddress local() {
        return new InetSocketAddress("127.0.0.1", 5060);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean send(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        sent.add(text);
        if (MessageHead.end(message, 0, message.length).isEmpty()) {
            broken.add(text);
        }
        return true;
    }

    /** A response to the port that a Via names, at the address that the request came from. */
    @Override
    public Flow toPort(int port) {
        return new Phone(Math.min(port, 65_535), broken);
    }
}
