package dev.firstring.abuse.limits;

import dev.firstring.abuse.challenge.Challenges.Challenge;
import dev.firstring.abuse.guard.FraudGuard;
import dev.firstring.abuse.guard.GuardWindow;
import dev.firstring.abuse.limits.ChargeSend.SendRequest;
import dev.firstring.http.Answer.PolicyState;
import dev.firstring.platform.WireWord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Evaluates a counted send against all limits. Thread-safe. */
final class SendLimitEvaluator {

    private static final int QUARTERS = 4;

    /** Stands for the shard of a test number's send, which charges no budget. */
    private static final int NO_SHARD = -1;

    private final LimitSettings settings;
    private final FraudGuard guard;

    SendLimitEvaluator(LimitSettings settings, FraudGuard guard) {
        this.settings = settings;
        this.guard = guard;
    }

    /** A counted send, its guard windows and the counted rows. */
    record Counted(SendRequest request, FraudGuard.Frame frame, List<SendLimits.TakenRow> rows) {

        SendLimits.TakenRow first() {
            return rows.getFirst();
        }
    }

    /**
     * Decides about a counted send.
     *
     * @param budget charges the budget of the service if no shard was charged yet, and returns the shard, or null if
     *     the budget is spent
     */
    Allowance evaluate(Counted counted, Function<Instant, @Nullable Integer> budget) {
        SendRequest request = counted.request();
        Instant now = request.at();
        SendLimits.TakenRow first = counted.first();
        List<SlidingWindow> windows = counted.rows().stream()
                .map(row -> windows(row.subject(), row.taken()))
                .flatMap(List::stream)
                .toList();
        List<PolicyState> uncounted =
                callersOwn(windows.stream().map(SlidingWindow::withoutNewest).toList(), now);
        Allowance.@Nullable Limited limited = limited(windows, first, uncounted, request);
        if (limited != null) {
            return limited;
        }
        GuardWindow.@Nullable State window = first.boundDevice() || !first.guarded()
                ? null
                : guard.judge(counted.frame(), first.prefix(), first.country());
        if (window != null && window.decision() == GuardWindow.Decision.BLOCK) {
            return new Allowance.Limited(window.window().policy(), guard.untilBetter(window, now), uncounted);
        }
        Integer shard = request.testNumber()
                ? Integer.valueOf(NO_SHARD)
                : first.shard() == null ? budget.apply(now) : first.shard();
        if (shard == null) {
            Duration untilNextMinute =
                    Duration.between(now, now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60));
            return new Allowance.Limited("service", untilNextMinute, uncounted);
        }
        return challengedOrNot(counted, window, granted(counted, windows, callersOwn(windows, now), shard));
    }

    private Allowance challengedOrNot(Counted counted, GuardWindow.@Nullable State window, Allowance.Granted granted) {
        SendRequest request = counted.request();
        SendLimits.TakenRow.NumberGuard number = counted.first().guard();
        boolean restricted = request.opensSession() && number.restricted(request.at(), settings.tries());
        boolean pressed = window != null && window.decision() == GuardWindow.Decision.CHALLENGE;
        return restricted || pressed
                ? new Allowance.ChallengeWanted(
                        restricted ? number.subject() : null,
                        pressure(window, number, sends(counted.rows(), request.address()), request.at()),
                        granted)
                : granted;
    }

    private Allowance.Granted granted(
            Counted counted, List<SlidingWindow> windows, List<PolicyState> states, int shard) {
        SendLimits.TakenRow first = counted.first();
        Instant now = counted.request().at();
        Duration next = windows.stream()
                .filter(window -> window.policy() != SlidingWindow.Policy.ADDRESS_HOUR)
                .map(window -> window.untilNext(now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Allowance.Receipt receipt = new Allowance.Receipt(
                now,
                counted.rows().stream().map(SendLimits.TakenRow::subject).toList(),
                shard,
                first.guarded() && !first.boundDevice() ? counted.frame() : null,
                first.boundDevice());
        return new Allowance.Granted(receipt, states, next);
    }

    /**
     * The difficulty of a challenge, derived from the guard's window, the number's wrong codes and its address's sends.
     */
    Challenge.Pressure pressure(
            GuardWindow.@Nullable State window,
            SendLimits.TakenRow.NumberGuard number,
            List<Instant> addressSends,
            Instant now) {
        int ofNumber = number.restricted(now, settings.tries()) ? number.penalty() - 1 : 0;
        SlidingWindow address =
                new SlidingWindow(SlidingWindow.Policy.ADDRESS_HOUR, settings.addressHour(), addressSends);
        return Challenge.Pressure.of(
                window != null && window.decision() == GuardWindow.Decision.CHALLENGE ? window.quartersOfCeiling() : 0,
                ofNumber,
                address.used(now) * QUARTERS / settings.addressHour());
    }

    private static List<Instant> sends(List<SendLimits.TakenRow> rows, String address) {
        return rows.stream()
                .filter(row -> row.subject().equals("address:" + address))
                .map(SendLimits.TakenRow::taken)
                .findFirst()
                .orElse(List.of());
    }

    /**
     * The exceeded limit of the caller's address or else the exceeded limit with the longest wait; null if no limit is
     * exceeded. A caller whose address is limited learns nothing about the number.
     */
    private Allowance.@Nullable Limited limited(
            List<SlidingWindow> windows, SendLimits.TakenRow first, List<PolicyState> own, SendRequest request) {
        Instant now = request.at();
        Allowance.@Nullable Limited worst = null;
        for (SlidingWindow window : windows) {
            if (window.exceeded(now)) {
                Allowance.Limited limited = full(window, own, now);
                if (window.policy() == SlidingWindow.Policy.ADDRESS_HOUR) {
                    return limited;
                }
                worst = longer(worst, limited);
            }
        }
        Duration stopped = first.guard().stoppedFor(now);
        if (stopped.isPositive()) {
            worst = longer(worst, new Allowance.Limited("number-stopped", stopped, own));
        }
        Duration wait = first.guard().waitFor(now, settings.tries());
        return request.opensSession() && wait.isPositive()
                ? longer(worst, new Allowance.Limited("number-guard", wait, own))
                : worst;
    }

    /** For a limit of a number or device, callers learn only that it is exceeded and until when. */
    private static Allowance.Limited full(SlidingWindow window, List<PolicyState> own, Instant now) {
        Duration wait = window.untilAllowed(now);
        if (window.policy() == SlidingWindow.Policy.ADDRESS_HOUR) {
            return new Allowance.Limited(window.policy().word(), wait, own);
        }
        List<PolicyState> states = new ArrayList<>(own);
        states.add(new PolicyState(
                window.policy().word(), window.quota(), window.policy().window(), 0, wait));
        return new Allowance.Limited(window.policy().word(), wait, states);
    }

    private static Allowance.Limited longer(Allowance.@Nullable Limited known, Allowance.Limited other) {
        return known != null && known.retryAfter().compareTo(other.retryAfter()) >= 0 ? known : other;
    }

    List<SlidingWindow> windows(String subject, List<Instant> sends) {
        List<SlidingWindow.Policy> policies = switch (subject.substring(0, subject.indexOf(':'))) {
            case "number", "bound" -> List.of(SlidingWindow.Policy.NUMBER_HOUR, SlidingWindow.Policy.NUMBER_DAY);
            case "address" -> List.of(SlidingWindow.Policy.ADDRESS_HOUR);
            case "device" -> List.of(SlidingWindow.Policy.DEVICE_DAY);
            default -> throw new IllegalStateException("no policies for such a subject");
        };
        return policies.stream()
                .map(policy -> new SlidingWindow(policy, policy.quota(settings), sends))
                .toList();
    }

    /**
     * The state of the limits of the caller's address. The remaining sends of a number or device are not disclosed: the
     * caller has proved neither, and they would reveal when others requested codes.
     */
    private static List<PolicyState> callersOwn(List<SlidingWindow> windows, Instant now) {
        List<PolicyState> states = new ArrayList<>();
        for (SlidingWindow window : windows) {
            if (window.policy() != SlidingWindow.Policy.ADDRESS_HOUR) {
                continue;
            }
            states.add(new PolicyState(
                    window.policy().word(),
                    window.quota(),
                    window.policy().window(),
                    window.remaining(now),
                    window.resetIn(now)));
        }
        return states;
    }

    /**
     * Evaluates one policy over the recorded sends of its subject. Pure.
     *
     * @param sends the times of the sends, newest first
     */
    record SlidingWindow(Policy policy, int quota, List<Instant> sends) {

        SlidingWindow {
            sends = List.copyOf(sends);
        }

        /** Returns the window without its newest send, which is not counted if it is rejected. */
        SlidingWindow withoutNewest() {
            return new SlidingWindow(policy, quota, sends.isEmpty() ? sends : sends.subList(1, sends.size()));
        }

        /** The number of sends that are still in the window. */
        int used(Instant now) {
            Instant begin = now.minus(policy.window());
            return (int) sends.stream().filter(sent -> sent.isAfter(begin)).count();
        }

        int remaining(Instant now) {
            return Math.max(0, quota - used(now));
        }

        /** True if the sends, including the newest, exceed the quota. */
        boolean exceeded(Instant now) {
            return used(now) > quota;
        }

        /** How long until the oldest send leaves the window: the {@code t} of a RateLimit header. */
        Duration resetIn(Instant now) {
            int used = used(now);
            return used == 0 ? policy.window() : untilLeft(sends.get(used - 1), now);
        }

        /** How long until one more send is allowed after the recorded ones; zero if it is allowed now. */
        Duration untilNext(Instant now) {
            return sends.size() < quota ? Duration.ZERO : untilLeft(sends.get(quota - 1), now);
        }

        /** How long until the newest send, which was just rejected, would have been allowed. */
        Duration untilAllowed(Instant now) {
            return untilLeft(sends.get(quota), now);
        }

        private Duration untilLeft(Instant sent, Instant now) {
            Duration wait = Duration.between(now, sent.plus(policy.window()));
            return wait.isNegative() ? Duration.ZERO : wait;
        }

        /** The rate limit policies for sends, with the length of their windows. */
        public enum Policy implements WireWord.Hyphenated {
            NUMBER_HOUR(Duration.ofHours(1)),
            NUMBER_DAY(Duration.ofDays(1)),
            ADDRESS_HOUR(Duration.ofHours(1)),
            DEVICE_DAY(Duration.ofDays(1));

            private final Duration window;

            Policy(Duration window) {
                this.window = window;
            }

            public Duration window() {
                return window;
            }

            /** The maximum number of sends in the window. */
            public int quota(LimitSettings settings) {
                return switch (this) {
                    case NUMBER_HOUR -> settings.numberHour();
                    case NUMBER_DAY -> settings.numberDay();
                    case ADDRESS_HOUR -> settings.addressHour();
                    case DEVICE_DAY -> settings.deviceDay();
                };
            }
        }
    }
}
