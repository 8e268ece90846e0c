package dev.firstring.platform.start;

import dev.firstring.platform.Mode;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.springframework.core.env.Environment;

/**
 * The address that the service listens on, and whether other machines can reach it. Development mode shows codes, so by
 * default it listens on loopback only. With an address that other machines can reach, only clients on this machine see
 * codes, and the mode must be set explicitly, or {@code --lan} used.
 */
public final class Listening {

    static final String ADDRESS = "server.address";
    static final String LOOPBACK = "127.0.0.1";

    private static final String MODE = "firstring.mode";
    private static final String LAN = "firstring.lan";

    private final Environment environment;

    public Listening(Environment environment) {
        this.environment = environment;
    }

    /** Whether the mode is set; development is the default. */
    boolean modeIsNamed() {
        return !setting(MODE).isEmpty();
    }

    boolean isProduction() {
        return setting(MODE).equalsIgnoreCase(Mode.PRODUCTION.name());
    }

    boolean addressIsGiven() {
        return !setting(ADDRESS).isEmpty();
    }

    /** Whether the service was started for the machines of the local network. */
    boolean isLan() {
        return setting(LAN).equalsIgnoreCase("true");
    }

    /** The mistake if development mode is implicit and other machines can reach the service. */
    Optional<String> mistake() {
        return modeIsNamed() || isLan() || !othersReachIt()
                ? Optional.empty()
                : Optional.of(MODE + ": is not set, and " + ADDRESS + "=" + setting(ADDRESS)
                        + " can be reached from other machines, and development mode is for trying out: set " + MODE
                        + "=production, or " + MODE + "=development if this is what you want");
    }

    /**
     * Whether other machines can reach the address. False if the address cannot be resolved, since binding it reports
     * that.
     */
    public boolean othersReachIt() {
        try {
            return addressIsGiven() && !InetAddress.getByName(setting(ADDRESS)).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The host of the service in a URL for clients on this machine. */
    String host() {
        try {
            InetAddress address = InetAddress.getByName(addressIsGiven() ? setting(ADDRESS) : LOOPBACK);
            if (address.isAnyLocalAddress() || address.isLoopbackAddress()) {
                return "localhost";
            }
            return address instanceof Inet6Address ? "[" + setting(ADDRESS) + "]" : setting(ADDRESS);
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private String setting(String name) {
        return environment.getProperty(name, "").strip();
    }
}
