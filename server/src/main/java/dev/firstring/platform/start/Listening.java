package dev.firstring.platform.start;

import dev.firstring.platform.Mode;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.springframework.core.env.Environment;

/**
 * Where the service listens, and who can reach it there. Development mode shows codes to whoever asks, so it listens on
 * this machine only unless an address is given, and an address that others reach wants the mode by name.
 */
final class Listening {

    static final String ADDRESS = "server.address";
    static final String LOOPBACK = "127.0.0.1";

    private static final String MODE = "firstring.mode";

    private final Environment environment;

    Listening(Environment environment) {
        this.environment = environment;
    }

    /** Whether somebody has chosen a mode; without a choice it is development. */
    boolean modeIsNamed() {
        return !setting(MODE).isEmpty();
    }

    boolean isProduction() {
        return setting(MODE).equalsIgnoreCase(Mode.PRODUCTION.name());
    }

    boolean addressIsGiven() {
        return !setting(ADDRESS).isEmpty();
    }

    /** The mistake of a service that tells codes to other machines though nobody has asked for it. */
    Optional<String> mistake() {
        return modeIsNamed() || !othersReachIt()
                ? Optional.empty()
                : Optional.of(MODE + ": is not set, and " + ADDRESS + "=" + setting(ADDRESS)
                        + " can be reached from other machines, to which development mode would tell codes: set " + MODE
                        + "=production, or " + MODE + "=development if this is what you want");
    }

    /** Whether other machines may reach the address; an address that cannot be looked up is told by whoever binds it. */
    boolean othersReachIt() {
        try {
            return addressIsGiven() && !InetAddress.getByName(setting(ADDRESS)).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The host by which this machine reaches the service, as it stands in a URL. */
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
